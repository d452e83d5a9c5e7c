using Rondo.Pipelines;

namespace Rondo.Scoping.Charters;

/// <summary>A charter is read by people, shown on cards and kept with every version: nothing in it may come from <c>$NAME</c>.</summary>
internal static class SecretRule
{
    public static void Check(SectionReader reader, IEnumerable<string> keys)
    {
        foreach (var secret in keys.Select(reader.Node).OfType<YamlNode>().SelectMany(Scalars).Where(s => s.Secret))
        {
            reader.Failures.Add(new("charter.secret", "A charter is shown to everyone and cannot hold a secret.", "Write the value itself instead of a $NAME of the environment.", secret.Place));
        }
    }

    private static IEnumerable<YamlScalar> Scalars(YamlNode node) => node switch
    {
        YamlScalar scalar => [scalar],
        YamlList list => list.Items.SelectMany(Scalars),
        YamlMap map => map.Entries.SelectMany(e => Scalars(e.Value)),
        _ => [],
    };
}
