using Rondo.Kernel;

namespace Rondo.Cli;

/// <summary>Says of a bundle's failures which file they are about, as the user named it.</summary>
internal static class BundlePlace
{
    public static async Task<T> InAsync<T>(string file, Func<Task<Result<T>>> open)
    {
        try
        {
            return (await open()).Value;
        }
        catch (FailureException e)
        {
            throw new FailureException([.. e.Failures.Select(f => f.Place is null && f.Code.StartsWith("bundle.", StringComparison.Ordinal) ? f with { Place = new Place(file) } : f)]);
        }
    }
}
