using Rondo.Data.Validation.Leaks;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Data.Validation;

/// <summary>Runs a validation: schema, checks, leaks.</summary>
internal static class Validator
{
    public static StepVerdict Run(StepContext context, CancellationToken ct)
    {
        var options = ValidationOptions.Of(context.Parameters);
        var profile = TableProfile.FromJson(File.ReadAllText(context.Inputs["profile"].Path));
        using var engine = new TableEngine(context.WorkFolder, 1);
        var rows = new TableRows(engine, context.Inputs["table"].Path, options.Key);
        DemandColumns(profile, options);
        var given = context.Inputs.GetValueOrDefault("schema");
        var written = given is null ? SchemaInference.Infer(profile, options) : SchemaFile.Read(File.ReadAllText(given.Path), given.DisplayName).Value;
        var schema = SchemaInference.Apply(written, profile, options);
        var findings = new List<DataFinding>();
        findings.AddRange(new SchemaChecks(profile, schema, rows).Run(options.Key, ct));
        findings.AddRange(new WrittenChecks(profile, rows).Run(options.Checks, ct));
        findings.AddRange(new LeakSearch(profile, options, engine, context.Inputs["table"].Path).Run(ct));
        var verdict = DataVerdict.Of(findings);
        File.WriteAllText(context.Outputs["schema"], SchemaFile.Write(schema, roles: true));
        File.WriteAllText(context.Outputs["verdict"], verdict.ToJson());
        return new(
            [.. verdict.Findings.Where(f => f.Status == FindingStatus.Fail).Select(f => new Failure(f.Code, f.Problem, f.Remedy, f.Place) { Kind = FailureKind.No })],
            [.. verdict.Findings.Where(f => f.Status == FindingStatus.Warn).Select(f => $"{f.Problem} {f.Remedy}")]);
    }

    private static void DemandColumns(TableProfile profile, ValidationOptions options)
    {
        var names = profile.Columns.Select(c => c.Name).ToList();
        var failures = new List<Failure>();
        Demand("data.key", options.Key);
        Demand("data.drop", options.Drop);
        Demand("data.known-at", options.KnownAt.Keys);
        Demand("data.accept", options.Accept.Keys);
        Demand("charter.target", options.Target is null ? [] : [options.Target]);
        failures.AddRange(options.Asked.Problems(profile.Columns.Select(c => new ColumnSchema(c.Name, c.Type, options.RoleOf(c.Name))), options));
        if (failures.Count > 0)
        {
            throw new FailureException(failures);
        }

        void Demand(string key, IEnumerable<string> columns) =>
            failures.AddRange(columns.Except(names, StringComparer.Ordinal).Select(c => UnknownColumn.Failure(key, c, names)));
    }
}
