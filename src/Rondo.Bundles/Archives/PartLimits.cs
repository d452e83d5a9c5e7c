using Rondo.Kernel;

namespace Rondo.Bundles.Archives;

internal static class PartLimits
{
    public static void Check(string name, long size, BundleLimits limits)
    {
        var limit = name is PartNames.Model ? limits.Model : limits.OtherPart;
        if (size > Math.Min(limit, Array.MaxLength))
        {
            throw new FailureException(BundleFailure.Broken(
                "size", $"{name} has {size} bytes, and the limit is {limit}.", "Raise the limit if you trust the bundle."));
        }
    }
}
