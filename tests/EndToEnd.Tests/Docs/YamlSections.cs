namespace Rondo.EndToEnd.Docs;

/// <summary>Puts top-level sections of one YAML text in the place of those of another, as a reader does who edits a file.</summary>
internal static class YamlSections
{
    public static string Replace(string text, string fragment)
    {
        var written = Cut(fragment);
        var kept = Cut(text).Where(s => s.Key.Length == 0 || !written.Any(w => w.Key == s.Key));
        return string.Concat(kept.Concat(written).Select(s => s.Text));
    }

    /// <summary>Sections by key; what stands before the first has the key "".</summary>
    private static List<(string Key, string Text)> Cut(string text)
    {
        var sections = new List<(string Key, string Text)>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (char.IsAsciiLetter(line[0]) || sections.Count == 0)
            {
                sections.Add((char.IsAsciiLetter(line[0]) ? line.Split(':')[0] : "", ""));
            }

            sections[^1] = (sections[^1].Key, sections[^1].Text + line + "\n");
        }

        return sections;
    }
}
