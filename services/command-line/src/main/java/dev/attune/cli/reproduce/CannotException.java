package dev.attune.cli.reproduce;

/** Why a checkpoint cannot be made again, in a sentence. */
final class CannotException extends Exception {

    private static final long serialVersionUID = 1;

    CannotException(String sentence) {
        super(sentence);
    }
}
