package dev.attune.platform.room;

/** A room with a plain main, whose commands others run as processes because they may not know its classes. */
public enum RoomMain {
    LANGUAGE_MODEL("language-model", "dev.attune.lm.command.LanguageModelCommand"),
    REWARD_MODEL("reward-model", "dev.attune.reward.RewardModelCommand"),
    POLICY_TRAINER("policy-trainer", "dev.attune.policy.PolicyTrainerCommand"),
    LABORATORY("policy-trainer/laboratory", "dev.attune.lab.LaboratoryCommand");

    private final String folder;
    private final String mainClass;

    RoomMain(String folder, String mainClass) {
        this.folder = folder;
        this.mainClass = mainClass;
    }

    /** In the repository; also the room's name. */
    public String folder() {
        return folder;
    }

    public String mainClass() {
        return mainClass;
    }
}
