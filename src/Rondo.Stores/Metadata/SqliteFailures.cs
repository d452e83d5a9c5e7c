using Microsoft.Data.Sqlite;
using Rondo.Kernel;
using static SQLitePCL.raw;

namespace Rondo.Stores.Metadata;

/// <summary>What a person can do about SQLite's errors; those that only a programmer can mend have no entry.</summary>
internal static class SqliteFailures
{
    public static Failure? Of(SqliteException e, string file) => e.SqliteErrorCode switch
    {
        SQLITE_BUSY or SQLITE_LOCKED => World("store.busy", $"Another process kept '{file}' locked for a minute.", "Stop it or wait for it, then try again."),
        SQLITE_FULL => World("store.disk-full", $"There is no space left for '{file}'.", "Free some space, for example with 'rondo gc', and try again."),
        SQLITE_READONLY or SQLITE_PERM or SQLITE_AUTH => World("store.read-only", $"'{file}' may not be written.", "Check who owns the workspace's folder, and its permissions."),
        SQLITE_CANTOPEN => World("store.cannot-open", $"'{file}' cannot be opened.", "Check that the workspace's folder exists and may be read and written."),
        SQLITE_CORRUPT or SQLITE_NOTADB => World("store.damaged", $"'{file}' is damaged or is no database.", "Put a copy of the workspace's folder from before in its place: rondo.db, audit.head and objects together."),
        SQLITE_IOERR => World("store.io", $"Reading or writing '{file}' failed: {e.Message}", "Check the disk."),
        _ => null,
    };

    private static Failure World(string code, string problem, string remedy) => new(code, problem, remedy) { Kind = FailureKind.World };
}
