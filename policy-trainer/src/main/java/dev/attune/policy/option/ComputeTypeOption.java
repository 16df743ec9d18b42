package dev.attune.policy.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import dev.attune.contracts.json.Choice;
import dev.attune.contracts.settings.ComputeType;

/** {@code float32} or {@code bfloat16} on a command line. */
public final class ComputeTypeOption implements ITypeConverter<ComputeType> {

    @Override
    public ComputeType convert(String text) {
        try {
            return Choice.of(ComputeType.class, text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("it " + e.getMessage());
        }
    }
}
