namespace Rondo.Bundles;

/// <summary>One piece of software behind a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Licence">An SPDX identifier, or another licence's name.</param>
public sealed record SbomComponent(string Name, string Version, string Licence);
