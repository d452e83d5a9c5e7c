using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Rondo.Bundles;
using Rondo.Kernel;

namespace Rondo.Deployment.Serving;

/// <summary>
/// Reads a request of the Open Inference Protocol (V2, JSON): one tensor for each field, of shape [rows] or [rows, 1], its data flat or
/// nested. Keys may come in any order, unknown ones are passed over. Null, and the texts NaN, mean a missing number.
/// </summary>
internal sealed class TensorReader(Signature signature, PredictLimits limits)
{
    private const string Remedy = "Compare the request with GET /v2/models/NAME.";

    public void Read(in ReadOnlySequence<byte> body, RequestState to)
    {
        if (body.IsEmpty)
        {
            to.Failures.Add(InputFailures.Malformed("it is empty."));
            return;
        }

        var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = limits.Depth });
        try
        {
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
            {
                to.Failures.Add(Wrong("json", "The body is no JSON object."));
                return;
            }

            Document(ref json, to);
            if (to.Failures.Count == 0)
            {
                json.Read();
                Finish(to);
            }
        }
        catch (JsonException e)
        {
            to.Failures.Add(InputFailures.Malformed($"{e.Message.Split(" LineNumber", 2)[0]} (line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1})."));
        }
        catch (InvalidOperationException)
        {
            to.Failures.Add(Wrong("json", "A text in the body is no valid Unicode, or a value is of another kind than its name says."));
        }
    }

    private void Finish(RequestState to)
    {
        if (to.Records.Rows == 0)
        {
            to.Failures.Add(Wrong("inputs", "The request has no inputs, or no rows."));
        }

        foreach (var name in to.Tensors.Outputs.Where(o => !signature.Outputs.Contains(o, StringComparer.Ordinal)))
        {
            to.Failures.Add(Wrong("output", $"The model has no output '{name}': it has {string.Join(", ", signature.Outputs)}."));
        }
    }

    private void Document(ref Utf8JsonReader json, RequestState to)
    {
        for (json.Read(); json.TokenType == JsonTokenType.PropertyName && to.Failures.Count == 0; json.Read())
        {
            var name = json.GetString();
            json.Read();
            switch (name)
            {
                case "id" when json.TokenType != JsonTokenType.Null:
                    to.Tensors.Id = json.TokenType == JsonTokenType.String ? json.GetString() : throw new InvalidOperationException();
                    break;
                case "inputs" when json.TokenType == JsonTokenType.StartArray:
                    Inputs(ref json, to);
                    break;
                case "outputs" when json.TokenType == JsonTokenType.StartArray:
                    Outputs(ref json, to);
                    break;
                case "inputs" or "outputs":
                    to.Failures.Add(Wrong(name, $"'{name}' is no array."));
                    break;
                default:
                    json.Skip();
                    break;
            }
        }
    }

    private static void Outputs(ref Utf8JsonReader json, RequestState to)
    {
        for (json.Read(); json.TokenType == JsonTokenType.StartObject; json.Read())
        {
            for (json.Read(); json.TokenType == JsonTokenType.PropertyName; json.Read())
            {
                var isName = json.ValueTextEquals("name"u8);
                json.Read();
                if (isName)
                {
                    to.Tensors.Outputs.Add(json.GetString() ?? "");
                }
                else
                {
                    json.Skip();
                }
            }
        }

        if (json.TokenType != JsonTokenType.EndArray)
        {
            to.Failures.Add(Wrong("outputs", "An output is no object."));
        }
    }

    private void Inputs(ref Utf8JsonReader json, RequestState to)
    {
        for (json.Read(); json.TokenType == JsonTokenType.StartObject && to.Failures.Count == 0; json.Read())
        {
            Input(ref json, to);
        }

        if (to.Failures.Count == 0 && json.TokenType != JsonTokenType.EndArray)
        {
            to.Failures.Add(Wrong("inputs", "An input is no object."));
        }
    }

    private void Input(ref Utf8JsonReader json, RequestState to)
    {
        var (name, type, shape, hasData, binary) = ((string?)null, (string?)null, (List<long>?)null, false, false);
        var data = json;
        for (json.Read(); json.TokenType == JsonTokenType.PropertyName; json.Read())
        {
            var key = json.GetString();
            json.Read();
            switch (key)
            {
                case "name": name = json.GetString(); break;
                case "datatype": type = json.GetString(); break;
                case "shape": shape = Shape(ref json); break;
                case "data":
                    data = json;
                    hasData = json.TokenType == JsonTokenType.StartArray;
                    json.Skip();
                    break;
                case "parameters":
                    binary |= IsBinary(json);
                    json.Skip();
                    break;
                default: json.Skip(); break;
            }
        }

        if (binary)
        {
            to.Failures.Add(Wrong("binary", "The binary tensor extension is not in this version.", "Send the data as JSON."));
            return;
        }

        if (Plan(name, type, shape, hasData, to) is { } field)
        {
            Data(ref data, field, type!, to);
        }
    }

    private static bool IsBinary(Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var depth = json.CurrentDepth;
        while (json.Read() && json.CurrentDepth > depth)
        {
            if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("binary_data_size"u8))
            {
                return true;
            }
        }

        return false;
    }

    private static List<long> Shape(ref Utf8JsonReader json)
    {
        var shape = new List<long>();
        for (json.Read(); json.TokenType == JsonTokenType.Number && shape.Count < 8; json.Read())
        {
            shape.Add(json.TryGetInt64(out var size) ? size : -1);
        }

        return json.TokenType == JsonTokenType.EndArray ? shape : throw new InvalidOperationException();
    }

    // Checks one tensor's description against the signature, and makes room for its rows.
    private int? Plan(string? name, string? type, List<long>? shape, bool hasData, RequestState to)
    {
        var field = signature.Inputs.ToList().FindIndex(f => string.Equals(f.Name, name, StringComparison.Ordinal));
        if (field < 0)
        {
            to.Failures.Add(InputFailures.UnknownField(0, name ?? "", signature));
            return null;
        }

        if (!Accepted(signature.Inputs[field].Type).Contains(type, StringComparer.Ordinal))
        {
            to.Failures.Add(Wrong("datatype", $"The input '{name}' is of datatype '{type}', and it takes {string.Join(", ", Accepted(signature.Inputs[field].Type))}."));
            return null;
        }

        if (shape is not ([>= 0] or [>= 0, 1]) || !hasData)
        {
            to.Failures.Add(Wrong("shape", $"The input '{name}' needs a shape [rows] or [rows, 1] and data as an array."));
            return null;
        }

        if (shape[0] > limits.Rows)
        {
            to.Failures.Add(InputFailures.TooManyRows(limits.Rows));
            return null;
        }

        if (to.Records.Rows == 0)
        {
            for (var row = 0; row < shape[0]; row++)
            {
                to.Records.AddRow();
            }
        }

        if (to.Records.Rows != shape[0] || to.Records.Seen[field]++ > 0)
        {
            to.Failures.Add(Wrong("shape", $"The input '{name}' has {shape[0]} rows where others have {to.Records.Rows}, or is given twice."));
            return null;
        }

        return field;
    }

    private void Data(ref Utf8JsonReader json, int field, string type, RequestState to)
    {
        var (depth, row) = (json.CurrentDepth, 0);
        while (json.Read() && json.CurrentDepth > depth)
        {
            if (json.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray)
            {
                continue;
            }

            if (row >= to.Records.Rows)
            {
                row++;
                break;
            }

            if (!Element(ref json, field, row++, type, to.Records))
            {
                to.Failures.Add(InputFailures.WrongType(row - 1, signature.Inputs[field], $"no {type}"));
                return;
            }
        }

        if (row != to.Records.Rows)
        {
            to.Failures.Add(Wrong("shape", $"The input '{signature.Inputs[field].Name}' does not have as many data as its shape says ({to.Records.Rows.ToString(CultureInfo.InvariantCulture)})."));
        }
    }

    private bool Element(ref Utf8JsonReader json, int field, int row, string type, RecordBuffer to)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        switch (signature.Inputs[field].Type)
        {
            case FieldType.Text when json.TokenType == JsonTokenType.String:
                to.Set(row, field, json.GetString());
                return true;
            case FieldType.Timestamp:
                return Time(ref json, field, row, type, to);
            case FieldType.Number or FieldType.Boolean:
                return Number(ref json, field, row, type, to);
            default:
                return false;
        }
    }

    private static bool Number(ref Utf8JsonReader json, int field, int row, string type, RecordBuffer to)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Number:
                to.Set(row, field, json.GetDouble());
                return true;
            case JsonTokenType.True or JsonTokenType.False when type is "BOOL":
                to.Set(row, field, json.TokenType == JsonTokenType.True ? 1.0 : 0.0);
                return true;
            default:
                return type is "FP32" or "FP64" && json.TokenType == JsonTokenType.String && json.ValueTextEquals("NaN"u8);
        }
    }

    private static bool Time(ref Utf8JsonReader json, int field, int row, string type, RecordBuffer to)
    {
        long micros = 0;
        var read = json.TokenType == JsonTokenType.Number
            ? json.TryGetInt64(out micros)
            : type is "BYTES" && json.TokenType == JsonTokenType.String && IsoTime.TryParse(json.HasValueSequence ? json.ValueSequence.ToArray() : json.ValueSpan, out micros);
        to.Set(row, field, read ? micros : long.MinValue);
        return read;
    }

    private static string[] Accepted(FieldType type) => type switch
    {
        FieldType.Text => ["BYTES"],
        FieldType.Timestamp => ["INT64", "BYTES"],
        _ => ["FP64", "FP32", "INT64", "INT32", "INT16", "INT8", "UINT64", "UINT32", "UINT16", "UINT8", "BOOL"],
    };

    private static Failure Wrong(string code, string problem, string remedy = Remedy) => new($"tensor.{code}", problem, remedy);
}
