using Rondo.Kernel;

namespace Rondo.Pipelines.Projects;

/// <summary>Reads the <c>pipeline:</c> block.</summary>
internal static class PipelineReader
{
    /// <summary>The steps, or null when none are written.</summary>
    public static IReadOnlyList<StepDefinition>? Read(YamlNode? node, ICollection<Failure> failures)
    {
        if (node is null or YamlScalar { IsNull: true })
        {
            return null;
        }

        if (node is not YamlMap map)
        {
            failures.Add(new("yaml.not-a-mapping", "pipeline is not a mapping.", "Write the steps below it: pipeline: { steps: { … } }.", node.Place));
            return [];
        }

        var reader = new SectionReader(map, "pipeline", failures);
        var written = reader.Map("steps") is null ? null : reader.Node("steps") as YamlMap;
        reader.Finish();
        return written is null || written.Entries.Count == 0 ? Empty(reader, failures) : [.. written.Entries.Select(e => Step(e, failures)).OfType<StepDefinition>()];
    }

    /// <summary>Letters, digits, '-' and '_', beginning with a letter; at most 64.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= 64 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static List<StepDefinition> Empty(SectionReader reader, ICollection<Failure> failures)
    {
        if (failures.Count == 0)
        {
            failures.Add(new("pipeline.empty", "The pipeline has no steps.", "Write them below pipeline: steps:, or remove the block to get the derived pipeline.", reader.Place));
        }

        return [];
    }

    private static StepDefinition? Step(YamlEntry entry, ICollection<Failure> failures)
    {
        if (!IsName(entry.Key))
        {
            failures.Add(new("pipeline.step-name", $"'{entry.Key}' is no name for a step.", "Use letters, digits, '-' and '_', beginning with a letter.", entry.KeyPlace));
        }

        if (entry.Value is YamlMap map)
        {
            CheckSecrets(entry.Key, map, failures);
            return new StepReader(entry.Key, entry.KeyPlace, new(map, $"pipeline.steps.{entry.Key}", failures)).Read();
        }

        failures.Add(new("yaml.not-a-mapping", $"The step '{entry.Key}' is not a mapping.", $"Write {entry.Key}: {{ uses: data/import }}.", entry.Value.Place));
        return null;
    }

    // A command says so itself.
    private static void CheckSecrets(string step, YamlMap map, ICollection<Failure> failures)
    {
        foreach (var entry in map.Entries.Where(e => e.Key is not ("with" or "run")))
        {
            if (entry.Value.Scalars().FirstOrDefault(s => s.Secret) is { } secret)
            {
                failures.Add(new("pipeline.secret", $"'{entry.Key}' of the step '{step}' cannot come from the environment: it is shown to people.",
                    "Pass the value as a parameter: with: { token: $TOKEN }; the script reads RONDO_PARAM_token.", secret.Place));
            }
        }
    }
}
