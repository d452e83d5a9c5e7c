using System.IO.Compression;
using System.Text;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Modeling.Scoring;

/// <summary>A file that appears under its name, whole, or not at all. A link stays, and what it leads to changes; a device or pipe is written into as it is.</summary>
internal sealed class OutputFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly string _staged;
    private readonly StreamWriter? _writer;
    private readonly bool _special;
    private bool _published;

    public OutputFile(string path, PredictFormat format, OutputColumns columns)
    {
        var full = Path.GetFullPath(path);
        _path = File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
        _special = SpecialFile.Is(_path);
        _staged = _special ? _path : _path + ".writing";
        if (format == PredictFormat.Parquet)
        {
            if (_special)
            {
                throw new FailureException(new Failure("predict.special", $"'{path}' is a device or a pipe, and Parquet is written to a file.", "Name a file, or another format: --format csv."));
            }

            Sink = new ParquetSink(_staged, columns);
        }
        else
        {
            _writer = Writer();
            Sink = Text(_writer, format, columns);
        }
    }

    public IPredictionSink Sink { get; }

    /// <summary>Text in a format, to any writer.</summary>
    public static IPredictionSink Text(TextWriter writer, PredictFormat format, OutputColumns columns) => format switch
    {
        PredictFormat.JsonLines => new JsonSink(writer, columns, array: false),
        PredictFormat.Json => new JsonSink(writer, columns, array: true),
        PredictFormat.Tsv => new DelimitedSink(writer, columns, '\t'),
        _ => new DelimitedSink(writer, columns, ','),
    };

    /// <summary>Puts the file in its place.</summary>
    public async Task PublishAsync(CancellationToken ct)
    {
        await Sink.CompleteAsync(ct);
        await CloseAsync();
        ct.ThrowIfCancellationRequested();
        if (!_special)
        {
            File.Move(_staged, _path, overwrite: true);
        }

        _published = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_published)
        {
            return;
        }

        try
        {
            await CloseAsync();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // what failed before, such as a full disk, is the failure to report
        }
        finally
        {
            if (!_special)
            {
                Discard();
            }
        }
    }

    private void Discard()
    {
        try
        {
            File.Delete(_staged);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // as above
        }
    }

    private async Task CloseAsync()
    {
        await Sink.DisposeAsync();
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }
    }

    private StreamWriter Writer()
    {
        Stream stream = new FileStream(_staged, _special ? FileMode.Open : FileMode.Create, FileAccess.Write, _special ? FileShare.ReadWrite : FileShare.None, 1 << 16);
        stream = OutputFormats.IsPacked(_path) ? new GZipStream(stream, CompressionLevel.Fastest) : stream;
        return new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
    }
}
