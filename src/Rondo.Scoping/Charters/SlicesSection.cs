using Rondo.Pipelines;

namespace Rondo.Scoping.Charters;

/// <summary>Reads <c>slices:</c>, a list, into <see cref="SliceSettings"/>.</summary>
internal sealed class SlicesSection : ISection
{
    public string Key => "slices";

    public bool IsMapping => false;

    public object Read(SectionReader reader, SectionContext earlier) => new SliceSettings([.. reader.Texts(Key).Select(t => new SliceText(t.Text, t.Place))]);
}
