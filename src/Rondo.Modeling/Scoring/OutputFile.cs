using System.IO.Compression;
using System.Text;

namespace Rondo.Modeling.Scoring;

/// <summary>A file that appears under its name, whole, or not at all.</summary>
internal sealed class OutputFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly string _staged;
    private IPredictionSink? _sink;

    private OutputFile(string path) => (_path, _staged) = (path, path + ".writing");

    public IPredictionSink Sink => _sink!;

    public static OutputFile Create(string path, PredictFormat format, OutputColumns columns)
    {
        var file = new OutputFile(Path.GetFullPath(path));
        file._sink = format == PredictFormat.Parquet ? new ParquetSink(file._staged, columns) : Text(file.Writer(), true, format, columns);
        return file;
    }

    /// <summary>Text in a format, to any writer.</summary>
    public static IPredictionSink Text(TextWriter writer, bool owned, PredictFormat format, OutputColumns columns) => format switch
    {
        PredictFormat.JsonLines => new JsonSink(writer, owned, columns, array: false),
        PredictFormat.Json => new JsonSink(writer, owned, columns, array: true),
        PredictFormat.Tsv => new DelimitedSink(writer, owned, columns, '\t'),
        _ => new DelimitedSink(writer, owned, columns, ','),
    };

    /// <summary>Puts the file in its place.</summary>
    public async Task PublishAsync(CancellationToken ct)
    {
        await Sink.CompleteAsync(ct);
        await Sink.DisposeAsync();
        _sink = null;
        ct.ThrowIfCancellationRequested();
        File.Move(_staged, _path, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (_sink is null)
        {
            return;
        }

        try
        {
            await _sink.DisposeAsync();
            File.Delete(_staged);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // what failed before, such as a full disk, is the failure to report
        }
    }

    private StreamWriter Writer()
    {
        Stream stream = new FileStream(_staged, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        stream = OutputFormats.IsPacked(_path) ? new GZipStream(stream, CompressionLevel.Fastest) : stream;
        return new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
    }
}
