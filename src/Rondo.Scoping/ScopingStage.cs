using Rondo.Pipelines;
using Rondo.Scoping.Charters;

namespace Rondo.Scoping;

/// <summary>What scoping contributes to the whole: the <c>charter:</c> section.</summary>
public static class ScopingStage
{
    /// <summary>Adds the charter's reader. It makes a <see cref="Charter"/>, which later stages take by <c>project.Section&lt;Charter&gt;()</c>.</summary>
    public static StageRegistry AddScoping(this StageRegistry registry) => registry.Add(new CharterSection());
}
