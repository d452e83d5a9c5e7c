using System.Globalization;
using System.Reflection;
using Rondo.Kernel;

namespace Rondo.Stores.Metadata;

/// <summary>One numbered SQL file of an owner, for one dialect.</summary>
internal sealed record Migration(string Owner, int Number, string Name, Assembly Assembly, string Resource)
{
    /// <summary>The migrations of <paramref name="sets"/> for a dialect, in the order they run.</summary>
    public static List<Migration> All(IReadOnlyList<MigrationSet> sets, SqlDialect dialect)
    {
        var suffix = dialect == SqlDialect.Sqlite ? ".sqlite" : ".postgresql";
        var other = dialect == SqlDialect.Sqlite ? ".postgresql" : ".sqlite";
        var all = new List<Migration>();
        foreach (var set in sets)
        {
            var own = new List<Migration>();
            foreach (var resource in set.Assembly.GetManifestResourceNames())
            {
                if (!resource.StartsWith(set.ResourcePrefix, StringComparison.Ordinal) || !resource.EndsWith(".sql", StringComparison.Ordinal))
                {
                    continue;
                }

                var name = resource[set.ResourcePrefix.Length..^4];
                if (name.EndsWith(other, StringComparison.Ordinal))
                {
                    continue;
                }

                name = name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;
                var migration = new Migration(set.Owner, NumberOf(name, resource), name, set.Assembly, resource);
                if (own.Find(m => m.Number == migration.Number) is { } twin)
                {
                    throw new InvalidOperationException($"Two migrations of {set.Owner} have the number {migration.Number}: {twin.Resource}, {resource}.");
                }

                own.Add(migration);
            }

            own.Sort((a, b) => a.Number.CompareTo(b.Number));
            all.AddRange(own);
        }

        return all;
    }

    /// <summary>A number that stands for a list of migrations: from names and lengths, so that nothing has to be read or hashed when all is well.</summary>
    public static long FingerprintOf(IReadOnlyList<Migration> migrations)
    {
        // FNV-1a, 31 bits kept: SQLite's user_version is a signed 32-bit number, and 0 means a fresh file.
        var hash = 2166136261u;
        foreach (var migration in migrations)
        {
            using var stream = migration.Open();
            foreach (var c in string.Create(CultureInfo.InvariantCulture, $"{migration.Owner}/{migration.Name}/{stream.Length};"))
            {
                hash = unchecked((hash ^ c) * 16777619u);
            }
        }

        return Math.Max(1, hash & int.MaxValue);
    }

    /// <summary>The SQL.</summary>
    public string ReadText()
    {
        using var reader = new StreamReader(Open());
        return reader.ReadToEnd();
    }

    /// <summary>What is recorded of it: its text's digest, whichever line ends it was built with.</summary>
    public static Digest DigestOf(string text) => Digest.OfText(text.ReplaceLineEndings("\n"));

    private Stream Open() => Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not embedded.");

    private static int NumberOf(string name, string resource) =>
        name.Length > 4 && name[3] == '_' && int.TryParse(name.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidOperationException($"{resource} is not named NNN_what_it_does.sql.");
}
