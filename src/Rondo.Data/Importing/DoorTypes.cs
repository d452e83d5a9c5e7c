using Rondo.DuckDb;

namespace Rondo.Data.Importing;

/// <summary>Tells a table that needs no import: Parquet whose columns have the types of a stored table already.</summary>
internal static class DoorTypes
{
    public static bool AreIn(string path, string work, CancellationToken ct)
    {
        if (SourceKinds.Of(SourceFiles.Of(path, Path.GetFileName(path))) != SourceKind.Parquet)
        {
            return false;
        }

        using var engine = new TableEngine(work, 1);
        try
        {
            return engine.Describe($"SELECT * FROM {TableEngine.Table(path)}", ct).All(c => c.Type.Id is DuckDbTypeId.Double or DuckDbTypeId.Varchar or DuckDbTypeId.Boolean or DuckDbTypeId.Timestamp);
        }
        catch (DuckDbException)
        {
            return false; // the import says what is wrong with it
        }
    }
}
