package dev.attune.lab.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import dev.attune.contracts.json.Choice;
import dev.attune.lab.classify.Calibration;
import dev.attune.lab.classify.Score;
import dev.attune.lab.classify.ShotChoice;
import dev.attune.lab.search.Strategy;
import dev.attune.lab.study.Budget;
import dev.attune.lab.study.Method;
import dev.attune.lab.task.Preset;
import dev.attune.lab.task.Style;
import dev.attune.lab.token.TokenMethod;

/** A choice by its name on a command line. */
abstract class ChoiceOption<C extends Enum<C> & Choice> implements ITypeConverter<C> {

    private final Class<C> choices;

    private ChoiceOption(Class<C> choices) {
        this.choices = choices;
    }

    @Override
    public C convert(String text) {
        try {
            return Choice.of(choices, text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("it " + e.getMessage());
        }
    }

    static final class OfScore extends ChoiceOption<Score> {
        OfScore() {
            super(Score.class);
        }
    }

    static final class OfCalibration extends ChoiceOption<Calibration> {
        OfCalibration() {
            super(Calibration.class);
        }
    }

    static final class OfShots extends ChoiceOption<ShotChoice> {
        OfShots() {
            super(ShotChoice.class);
        }
    }

    static final class OfStyle extends ChoiceOption<Style> {
        OfStyle() {
            super(Style.class);
        }
    }

    static final class OfStrategy extends ChoiceOption<Strategy> {
        OfStrategy() {
            super(Strategy.class);
        }
    }

    static final class OfPreset extends ChoiceOption<Preset> {
        OfPreset() {
            super(Preset.class);
        }
    }

    static final class OfMethod extends ChoiceOption<Method> {
        OfMethod() {
            super(Method.class);
        }
    }

    static final class OfBudget extends ChoiceOption<Budget> {
        OfBudget() {
            super(Budget.class);
        }
    }

    static final class OfTokenMethod extends ChoiceOption<TokenMethod> {
        OfTokenMethod() {
            super(TokenMethod.class);
        }
    }
}
