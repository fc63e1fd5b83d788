package org.accountimport.cli;

import org.accountimport.importprocess.WaveName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads SUPPLIER/NAME. */
final class WaveNameConverter implements ITypeConverter<WaveName> {

    @Override
    public WaveName convert(String text) {
        try {
            return WaveName.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is no wave: " + e.getMessage());
        }
    }
}
