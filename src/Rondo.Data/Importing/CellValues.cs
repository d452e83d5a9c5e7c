namespace Rondo.Data.Importing;

/// <summary>Reads a text as a value of its column's type, or says why it is none.</summary>
internal static class CellValues
{
    /// <summary>A number; <paramref name="given"/> when somebody said that the column holds numbers, so that no text of digits is doubtful.</summary>
    public static string? Number(ReadOnlySpan<char> text, CellForm form, bool given, LocalForms forms, out double value)
    {
        var read = form == CellForm.Literal ? Cells.Number(text, out value) : forms.Number(text, out value);
        return read switch
        {
            NumberForm.Number when form != CellForm.Text || given => null,
            NumberForm.LeadingZero when given => null,
            NumberForm.Number => "it is a text of digits among numbers",
            NumberForm.LeadingZero => "it begins with a zero, so it may be a code and no number",
            NumberForm.TooLong => "a double would round this whole number",
            _ => "it is no number",
        };
    }

    public static string? Boolean(ReadOnlySpan<char> text, CellForm form, bool given, out bool value)
    {
        var read = form == CellForm.Text && !given ? null : Cells.Boolean(text, given);
        value = read is true;
        return read is null ? "it is neither true nor false" : null;
    }

    public static string? Timestamp(ReadOnlySpan<char> text, LocalForms forms, out long micros) =>
        forms.Timestamp(text, out micros) ? null : "it is no date or time of the form 2011-01-31 08:00:00 (at most microseconds)";
}
