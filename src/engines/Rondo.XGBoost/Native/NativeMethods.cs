using System.Runtime.InteropServices;

namespace Rondo.XGBoost.Native;

/// <summary>The part of <c>xgboost/c_api.h</c> (1.7) that is used. Every call but the first two returns 0 or -1.</summary>
internal static unsafe partial class NativeMethods
{
    internal const string Name = "xgboost";

    [LibraryImport(Name)]
    public static partial void XGBoostVersion(int* major, int* minor, int* patch);

    [LibraryImport(Name)]
    public static partial byte* XGBGetLastError();

    [LibraryImport(Name)]
    public static partial int XGBRegisterLogCallback(delegate* unmanaged[Cdecl]<byte*, void> callback);

    [LibraryImport(Name)]
    public static partial int XGDMatrixCreateFromMat_omp(float* data, ulong rows, ulong columns, float missing, nint* matrix, int threads);

    [LibraryImport(Name)]
    public static partial int XGDMatrixFree(nint matrix);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGDMatrixSetFloatInfo(nint matrix, string field, float* values, ulong length);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGDMatrixSetStrFeatureInfo(nint matrix, string field, byte** values, ulong length);

    [LibraryImport(Name)]
    public static partial int XGBoosterCreate(nint* matrices, ulong length, nint* booster);

    [LibraryImport(Name)]
    public static partial int XGBoosterFree(nint booster);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterSetParam(nint booster, string name, string value);

    [LibraryImport(Name)]
    public static partial int XGBoosterUpdateOneIter(nint booster, int round, nint matrix);

    [LibraryImport(Name)]
    public static partial int XGBoosterEvalOneIter(nint booster, int round, nint* matrices, byte** names, ulong length, byte** text);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterPredictFromDMatrix(
        nint booster, nint matrix, string config, ulong** shape, ulong* dimensions, float** values);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterSaveModelToBuffer(nint booster, string config, ulong* length, byte** bytes);

    [LibraryImport(Name)]
    public static partial int XGBoosterLoadModelFromBuffer(nint booster, byte* bytes, ulong length);

    [LibraryImport(Name)]
    public static partial int XGBoosterSaveJsonConfig(nint booster, ulong* length, byte** text);

    [LibraryImport(Name)]
    public static partial int XGBoosterSlice(nint booster, int begin, int end, int step, nint* slice);

    [LibraryImport(Name)]
    public static partial int XGBoosterBoostedRounds(nint booster, int* rounds);

    [LibraryImport(Name)]
    public static partial int XGBoosterGetNumFeature(nint booster, ulong* features);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterSetStrFeatureInfo(nint booster, string field, byte** values, ulong length);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterGetStrFeatureInfo(nint booster, string field, ulong* length, byte*** values);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterFeatureScore(
        nint booster, string config, ulong* length, byte*** names, ulong* dimensions, ulong** shape, float** scores);
}
