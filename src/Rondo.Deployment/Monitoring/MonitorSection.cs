using Rondo.Deployment.Alerts;
using Rondo.Pipelines;

namespace Rondo.Deployment.Monitoring;

/// <summary>Reads <c>monitor:</c> into <see cref="MonitorSettings"/>.</summary>
internal sealed class MonitorSection : ISection
{
    public string Key => "monitor";

    public object Read(SectionReader reader, SectionContext earlier)
    {
        var usual = new MonitorSettings();
        reader.Choice("reference", "training", "training");
        var settings = new MonitorSettings
        {
            Every = Duration(reader, "every", usual.Every, TimeSpan.FromSeconds(1)),
            Window = Duration(reader, "window", usual.Window, TimeSpan.FromMinutes(1)),
            AlarmRate = Share(reader, "alarm-rate", usual.AlarmRate, 1e-6, 0.5),
            MinimumRows = reader.Integer("minimum-rows", 10, 1_000_000) ?? usual.MinimumRows,
            Persistence = reader.Integer("persistence", 1, 100) ?? usual.Persistence,
            Threshold = Share(reader, "threshold", usual.Threshold, 0, 1),
            Errors = Share(reader, "errors", usual.Errors, 0, 1),
            Worse = Share(reader, "worse", usual.Worse, 0, 10),
            Ignore = [.. reader.Texts("ignore").Select(t => t.Text)],
            Notify = NotifyReader.Read(reader),
        };
        return settings;
    }

    private static TimeSpan Duration(SectionReader reader, string key, TimeSpan usual, TimeSpan least)
    {
        var found = reader.Duration(key) ?? usual;
        if (found >= least && found <= TimeSpan.FromDays(366))
        {
            return found;
        }

        reader.Failures.Add(new("yaml.bad-value", $"monitor.{key} is from {least.TotalSeconds:0} s to 366 days.", $"Write for example {key}: 1h.", reader.PlaceOf(key)));
        return usual;
    }

    private static double Share(SectionReader reader, string key, double usual, double least, double most)
    {
        var found = reader.Share(key) ?? usual;
        if (found >= least && found <= most)
        {
            return found;
        }

        reader.Failures.Add(new("yaml.bad-value", $"monitor.{key} is a share from {least} to {most}.", $"Write for example {key}: {usual}.", reader.PlaceOf(key)));
        return usual;
    }
}
