using System.Data.Common;
using System.Text;
using System.Text.Json;
using Rondo.Pipelines.Caching;
using Rondo.Stores;

namespace Rondo.Pipelines.Scheduling;

/// <summary>Events as rows.</summary>
internal static class EventRows
{
    public static async Task SaveAsync(DbTransaction transaction, IReadOnlyList<PipelineEvent> events, CancellationToken ct)
    {
        if (events.Count == 0)
        {
            return;
        }

        await using var command = transaction.Sql("INSERT INTO run_events (run, number, at, kind, step, details) VALUES (@run, @number, @at, @kind, @step, @details)",
            ("run", ""), ("number", 0L), ("at", 0L), ("kind", ""), ("step", ""), ("details", ""));
        foreach (var one in events)
        {
            var (kind, step) = Kind(one);
            object[] values = [one.Run.Value, one.Number, CacheStore.Micros(one.At), kind, step, Details(one)];
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i];
            }

            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static (string Kind, string Step) Kind(PipelineEvent one) => one switch
    {
        RunStarted => ("run.started", ""),
        StepPlanned e => ("step.planned", e.Step),
        StepStarted e => ("step.started", e.Step),
        StepProgress e => ("step.progress", e.Step),
        StepMetric e => ("step.metric", e.Step),
        StepFinished e => ("step.finished", e.Step),
        _ => ("run.finished", ""),
    };

    private static string Details(PipelineEvent one)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Write(json, one);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, PipelineEvent one)
    {
        switch (one)
        {
            case RunStarted e:
                json.WriteNumber("steps", e.Steps);
                break;
            case StepPlanned e:
                json.WriteBoolean("cached", e.Cached);
                Texts(json, "reasons", e.Reasons);
                Texts(json, "upstream", e.Upstream);
                break;
            case StepStarted e:
                json.WriteString("run", e.StepRun.Value);
                json.WriteNumber("attempt", e.Attempt);
                break;
            case StepProgress e:
                Number(json, "share", e.Share);
                json.WriteString("text", e.Text);
                break;
            case StepMetric e:
                json.WriteString("run", e.StepRun.Value);
                json.WriteString("key", e.Key);
                Number(json, "value", e.Value);
                json.WriteNumber("index", e.Index);
                break;
            case StepFinished e:
                json.WriteString("status", e.Status.ToString().ToLowerInvariant());
                json.WriteNumber("seconds", e.Seconds);
                json.WriteString("message", e.Message);
                break;
            case RunFinished e:
                json.WriteString("status", e.Status.ToString().ToLowerInvariant());
                json.WriteNumber("seconds", e.Seconds);
                break;
            default:
                break;
        }
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } v && double.IsFinite(v))
        {
            json.WriteNumber(name, v);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
