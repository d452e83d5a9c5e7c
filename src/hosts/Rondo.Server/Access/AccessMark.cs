using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Rondo.Server.Access;

/// <summary>
/// <c>access.mark</c> in the workspace's folder: eight random bytes, others after each change of users, roles and tokens, whichever process made it. A server that
/// remembers whose a token is reads them with each request (one small read of a file that is open), and so need not ask its database.
/// </summary>
internal sealed class AccessMark(string folder) : IDisposable
{
    /// <summary>The file's name in the workspace's folder.</summary>
    public const string FileName = "access.mark";

    private const int Bytes = sizeof(long);

    private readonly Lock _opening = new();
    private SafeFileHandle? _file;

    /// <summary>What stands there now; null when it cannot be read, and then nothing may be remembered.</summary>
    public long? Read()
    {
        try
        {
            Span<byte> bytes = stackalloc byte[Bytes];
            return RandomAccess.Read(Opened(), bytes, 0) == Bytes ? BitConverter.ToInt64(bytes) : null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes others there: what is remembered anywhere in this folder is so no longer.</summary>
    public static void Change(string folder)
    {
        try
        {
            using var file = File.OpenHandle(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
            RandomAccess.Write(file, RandomNumberGenerator.GetBytes(Bytes), 0);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The change itself stands in the database, where every server looks after two seconds at the latest.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private SafeFileHandle Opened()
    {
        if (_file is { } there)
        {
            return there;
        }

        lock (_opening)
        {
            var path = Path.Combine(folder, FileName);
            if (_file is null && !File.Exists(path))
            {
                Change(folder);
            }

            return _file ??= File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
    }
}
