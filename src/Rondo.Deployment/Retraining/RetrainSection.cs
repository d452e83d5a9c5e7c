using System.Globalization;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Deployment.Retraining;

/// <summary>Reads <c>retrain:</c> into <see cref="RetrainSettings"/>.</summary>
internal sealed class RetrainSection : ISection
{
    private static readonly string[] AlertWords = ["drift", "performance"];
    private static readonly string[] Words = ["hourly", "daily", "weekly", "monthly", "drift", "performance"];

    public string Key => "retrain";

    public object Read(SectionReader reader, SectionContext earlier)
    {
        var usual = new RetrainSettings();
        var schedules = new List<TriggerSchedule>();
        var alerts = new List<string>();
        long? labels = null;
        foreach (var word in reader.Texts("when"))
        {
            if (AlertWords.Contains(word.Text, StringComparer.Ordinal))
            {
                alerts.Add(word.Text);
            }
            else if (TriggerSchedule.Parse(word.Text) is { } schedule)
            {
                schedules.Add(schedule);
            }
            else if (LabelCount(word.Text) is { } count)
            {
                labels = count;
            }
            else
            {
                reader.Failures.Add(Unknown(word));
            }
        }

        return new RetrainSettings
        {
            Schedules = schedules,
            Alerts = alerts,
            Labels = labels,
            Automatic = Automatic(reader, earlier.Find<Charter>()?.Risk ?? RiskTier.Low),
            Cooldown = reader.Duration("cooldown") ?? usual.Cooldown,
            Budget = reader.Integer("budget", 1, 1000) ?? usual.Budget,
            Window = Positive(reader.Duration("window")),
            Fewest = reader.Integer("fewest", 50, 10_000_000) ?? usual.Fewest,
            Holdout = Holdout(reader) ?? usual.Holdout,
        };
    }

    private static TimeSpan? Positive(TimeSpan? time) => time > TimeSpan.Zero ? time : null;

    private static long? LabelCount(string text) =>
        text.EndsWith(" labels", StringComparison.Ordinal) && long.TryParse(text.AsSpan(0, text.Length - " labels".Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;

    private static Failure Unknown(YamlScalar word)
    {
        var near = NearestName.Of(word.Text, Words);
        return new("yaml.not-a-choice", $"retrain.when cannot be '{word.Text}'.",
            (near is null ? "" : $"Did you mean '{near}'? ") + $"It may be: {string.Join(", ", Words)}, every 6h, a crontab such as 0 3 * * 1, 5000 labels.", word.Place);
    }

    // A risky model is never changed without a person.
    private static bool Automatic(SectionReader reader, RiskTier risk)
    {
        var automatic = reader.Choice("promote", "review", "review", "automatic") is "automatic";
        if (automatic && risk is not RiskTier.Low)
        {
            reader.Failures.Add(new("retrain.needs-review", $"At {risk.ToString().ToLowerInvariant()} risk a retrained model does not take over by itself.", "Write promote: review.", reader.PlaceOf("promote")));
        }

        return automatic;
    }

    private static double? Holdout(SectionReader reader)
    {
        var share = reader.Share("holdout");
        if (share is < 0.05 or > 0.5)
        {
            reader.Failures.Add(new("yaml.bad-value", "retrain.holdout lies between 5% and 50%.", "Write for example holdout: 20%.", reader.PlaceOf("holdout")));
        }

        return share;
    }
}
