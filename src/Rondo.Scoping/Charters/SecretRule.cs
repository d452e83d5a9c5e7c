using Rondo.Pipelines;

namespace Rondo.Scoping.Charters;

/// <summary>A charter is read by people, shown on cards and kept with every version: nothing in it may come from <c>$NAME</c>.</summary>
internal static class SecretRule
{
    public static void Check(SectionReader reader, IEnumerable<string> keys)
    {
        foreach (var secret in keys.Select(reader.Node).OfType<YamlNode>().SelectMany(n => n.Scalars()).Where(s => s.Secret))
        {
            reader.Failures.Add(new("charter.secret", "A charter is shown to everyone and cannot hold a secret.", "Write the value itself instead of a $NAME of the environment.", secret.Place));
        }
    }
}
