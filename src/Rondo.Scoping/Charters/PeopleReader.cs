using Rondo.Pipelines;

namespace Rondo.Scoping.Charters;

/// <summary>Reads <c>people:</c>.</summary>
internal static class PeopleReader
{
    public static People Read(SectionReader reader)
    {
        if (reader.Map("people") is not { } inner)
        {
            return new();
        }

        var people = new People
        {
            Owner = Name(inner, "owner"),
            Scientist = Name(inner, "scientist"),
            Reviewers = Names(inner, "reviewers"),
            Operators = Names(inner, "operators"),
            Informed = Names(inner, "informed"),
        };
        inner.Finish();
        return people;
    }

    private static string? Name(SectionReader inner, string key) => inner.Text(key)?.Trim() is { Length: > 0 } name ? name : null;

    private static List<string> Names(SectionReader inner, string key)
    {
        var names = new List<string>();
        foreach (var item in inner.Texts(key))
        {
            var name = item.Text.Trim();
            if (name.Length == 0)
            {
                inner.Failures.Add(new("charter.people", $"An entry of charter.people.{key} is empty.", "Write a mail address or a name.", item.Place));
            }
            else if (names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                inner.Failures.Add(new("charter.people", $"'{name}' stands twice in charter.people.{key}.", "Name each person once.", item.Place));
            }
            else
            {
                names.Add(name);
            }
        }

        return names;
    }
}
