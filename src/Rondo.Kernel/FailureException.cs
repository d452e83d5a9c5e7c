namespace Rondo.Kernel;

/// <summary>
/// Carries failures up to the next boundary (a step, a command, a request), where they become values again. Thrown for what a caller
/// cannot have known before (a broken file, a full disk); what a caller must expect is a <see cref="Result{T}"/>.
/// </summary>
public sealed class FailureException : Exception
{
    /// <summary>Carries one failure.</summary>
    public FailureException(Failure failure, Exception? cause = null) : base(failure.ToString(), cause) => Failures = [failure];

    /// <summary>Carries several failures, at least one.</summary>
    public FailureException(IReadOnlyList<Failure> failures) : base(string.Join(Environment.NewLine, failures)) => Failures = failures;

    /// <summary>At least one.</summary>
    public IReadOnlyList<Failure> Failures { get; }
}
