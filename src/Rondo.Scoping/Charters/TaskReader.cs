using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Scoping.Charters;

/// <summary>Reads <c>task:</c>; null when it cannot be meant, so that nothing is said about a task nobody asked for.</summary>
internal static class TaskReader
{
    private static readonly string[] Tasks = ["binary", "multiclass", "regression"];

    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["classification"] = "It is 'binary' for two classes and 'multiclass' for more.",
        ["forecast"] = "Did you mean 'regression'? Say how far ahead with horizon: 24h.",
        ["forecasting"] = "Did you mean 'regression'? Say how far ahead with horizon: 24h.",
    };

    public static TaskKind? Read(SectionReader reader)
    {
        if (reader.Node("task") is not YamlScalar task)
        {
            Compulsory.Text(reader, "task", $"Write task: {string.Join(" | ", Tasks)}.");
            return null;
        }

        switch (task.Text)
        {
            case "binary":
                return TaskKind.Binary;
            case "multiclass":
                return TaskKind.Multiclass;
            case "regression":
                return TaskKind.Regression;
            case "image-classification":
                reader.Failures.Add(new("charter.task", "Image classification is not in this version.", $"Tables are: task: {string.Join(" | ", Tasks)}.", task.Place));
                return null;
            default:
                Refuse(reader, task);
                return null;
        }
    }

    private static void Refuse(SectionReader reader, YamlScalar task)
    {
        var near = NearestName.Of(task.Text, Tasks);
        var remedy = OtherNames.GetValueOrDefault(task.Text)
            ?? (near is null ? $"Write one of: {string.Join(", ", Tasks)}." : $"Did you mean '{near}'? It may be: {string.Join(", ", Tasks)}.");
        var shown = task.Secret ? "the value of the environment variable" : $"'{task.Text}'";
        reader.Failures.Add(new("charter.task", $"charter.task cannot be {shown}.", remedy, task.Place));
    }
}
