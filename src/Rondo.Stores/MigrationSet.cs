using System.Reflection;

namespace Rondo.Stores;

/// <summary>
/// The numbered migrations of one owner: embedded resources below <paramref name="ResourcePrefix"/> named <c>NNN_what_it_does.sql</c>
/// (both dialects) or <c>NNN_what_it_does.sqlite.sql</c> and <c>NNN_what_it_does.postgresql.sql</c>. They run once each, in order of
/// number, owners in the order given.
/// </summary>
/// <param name="Owner">The stage that owns the tables: <c>stores</c>, <c>pipelines</c>, <c>modeling</c>.</param>
/// <param name="Assembly">Where the resources are embedded.</param>
/// <param name="ResourcePrefix">For example <c>Rondo.Modeling.Registry.Migrations.</c>.</param>
public sealed record MigrationSet(string Owner, Assembly Assembly, string ResourcePrefix);
