namespace Rondo.Kernel;

/// <summary>Where in a user's file something stands. Lines and columns count from 1; 0 means the whole file, or the whole line.</summary>
public sealed record Place(string File, int Line = 0, int Column = 0)
{
    /// <summary><c>file:line:column</c>, as compilers write it and editors understand it.</summary>
    public override string ToString() => (Line, Column) switch
    {
        (0, _) => File,
        (_, 0) => $"{File}:{Line}",
        _ => $"{File}:{Line}:{Column}",
    };
}
