using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Rondo.Server;

/// <summary>
/// What the server says: whole, with the traces of its mistakes, to <c>logs/server.log</c> (at most two files of 16 MiB); a line each of
/// warnings and errors to whoever started it.
/// </summary>
internal sealed class ServerLog : ILoggerProvider
{
    private const long Largest = 16 << 20;
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly Action<string> _tell;
    private StreamWriter? _file;

    public ServerLog(string path, TimeProvider clock, Action<string> tell)
    {
        (_path, _clock, _tell) = (path, clock, tell);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    }

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private void Write(LogLevel level, string category, string message, Exception? problem)
    {
        var at = _clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        lock (_gate)
        {
            try
            {
                Roll();
                _file ??= new(new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
                _file.WriteLine($"{at} {level.ToString().ToLowerInvariant()} {category}: {message}{(problem is null ? "" : Environment.NewLine + problem)}");
            }
            catch (IOException)
            {
                // a full disk must not stop what still works
            }
        }

        if (level >= LogLevel.Warning)
        {
            _tell(problem is null ? message : $"{message} {problem.Message}");
        }
    }

    private void Roll()
    {
        if (_file is { BaseStream.Position: > Largest })
        {
            _file.Dispose();
            _file = null;
            File.Move(_path, _path + ".1", overwrite: true);
        }
    }

    private sealed class Category(ServerLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log.Write(logLevel, name, formatter(state, exception), exception);
            }
        }
    }
}
