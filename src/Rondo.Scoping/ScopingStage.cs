using Rondo.Pipelines;
using Rondo.Scoping.Charters;

namespace Rondo.Scoping;

/// <summary>What scoping contributes to the whole: the sections <c>charter:</c> and <c>slices:</c>.</summary>
public static class ScopingStage
{
    /// <summary>Adds the readers. They make a <see cref="Charter"/> and <see cref="SliceSettings"/>, which later stages take by <c>project.Section&lt;Charter&gt;()</c>.</summary>
    public static StageRegistry AddScoping(this StageRegistry registry) => registry.Add(new CharterSection()).Add(new SlicesSection());
}
