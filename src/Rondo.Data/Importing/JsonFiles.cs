using System.Text;
using System.Text.Json;
using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>Parses JSON files. An object that has a key twice is not valid.</summary>
internal static class JsonFiles
{
    private const long MaximumArray = 512L << 20;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static JsonDocument ParseLine(string line) => JsonDocument.Parse(line, Strict);

    public static bool IsArray(SourceFile file)
    {
        using var text = file.OpenText(Encoding.UTF8);
        int c;
        do
        {
            c = text.Read();
        }
        while (c is ' ' or '\t' or '\r' or '\n');

        return c == '[';
    }

    public static JsonDocument ParseArray(SourceFile file)
    {
        using var stream = file.Open();
        if (stream.CanSeek && stream.Length > MaximumArray)
        {
            throw ImportFailures.Bad("data.json-array", $"{file.Shown} is one JSON array of more than 512 MiB.", "Write it as JSON lines: one object a line.", new Place(file.Shown));
        }

        try
        {
            return JsonDocument.Parse(stream, Strict);
        }
        catch (JsonException e)
        {
            throw new FailureException(
                new Failure("data.json", $"{file.Shown} is not valid JSON.", "Write one JSON object a line, or one array of objects.", new Place(file.Shown, (int)(e.LineNumber ?? 0) + 1)) { Kind = FailureKind.World }, e);
        }
    }
}
