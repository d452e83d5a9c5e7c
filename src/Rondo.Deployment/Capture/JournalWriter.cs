using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Rondo.Deployment.Capture;

/// <summary>
/// An append-only file of captured predictions. It survives the death of the process: what was flushed is in the hands of the system. While
/// it is open its writer holds a shared lock on it, which ends with the process, so that others know whether it is abandoned.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    public const string Extension = ".journal";
    public const string Magic = "rondo-capture 1";
    private readonly FileStream _file;

    private JournalWriter(FileStream file, CaptureSchema schema, DateTimeOffset begun) => (_file, Schema, Begun) = (file, schema, begun);

    public CaptureSchema Schema { get; }

    public DateTimeOffset Begun { get; }

    public string Path => _file.Name;

    public long Rows { get; private set; }

    /// <summary>Begins a journal in a folder, under a name of its own.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The writer owns the file.")]
    public static JournalWriter Create(string folder, CaptureSchema schema, PredictionId names, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        for (var last = false; ; last = true)
        {
            try
            {
                var path = System.IO.Path.Combine(folder, names.Next(now) + Extension);
                var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16);
                file.Write(Encoding.UTF8.GetBytes($"{Magic}\n{schema.Text}\n"));
                file.Flush();
                return new(file, schema, now);
            }
            catch (IOException) when (!last)
            {
                // Another process that looks for abandoned journals took it for one in the moment before it was locked.
            }
        }
    }

    public void Append(CaptureBatch batch)
    {
        _file.Write(batch.Bytes.Span);
        Rows += batch.Rows;
    }

    public void Flush() => _file.Flush();

    public void Dispose() => _file.Dispose();
}
