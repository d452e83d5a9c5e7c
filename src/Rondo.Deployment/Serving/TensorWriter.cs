using System.Text.Json;
using Rondo.Bundles;

namespace Rondo.Deployment.Serving;

/// <summary>Writes predictions as tensors of the Open Inference Protocol.</summary>
internal sealed class TensorWriter(string endpoint, Signature signature, string version)
{
    public void Write(RequestState state)
    {
        var json = state.Json;
        var (rows, asked) = (state.Records.Rows, state.Tensors.Outputs);
        json.WriteStartObject();
        json.WriteString("model_name"u8, endpoint);
        json.WriteString("model_version"u8, version);
        if (state.Tensors.Id is { } id)
        {
            json.WriteString("id"u8, id);
        }

        json.WriteStartObject("parameters"u8);
        json.WriteString(rows == 1 ? "prediction_id"u8 : "prediction_ids"u8, string.Join(',', state.Records.Ids));
        json.WriteEndObject();
        json.WriteStartArray("outputs"u8);
        foreach (var name in signature.Outputs)
        {
            if (asked.Count == 0 || asked.Contains(name, StringComparer.Ordinal))
            {
                Output(json, name, state.Answers, rows);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>A number, or null where JSON has none.</summary>
    public static void Number(Utf8JsonWriter json, JsonEncodedText name, double value)
    {
        json.WritePropertyName(name);
        Number(json, value);
    }

    private static void Number(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private void Output(Utf8JsonWriter json, string name, Answers answers, int rows)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteString("datatype"u8, name is "label" ? "BYTES"u8 : "FP64"u8);
        json.WriteStartArray("shape"u8);
        json.WriteNumberValue(rows);
        json.WriteNumberValue(name is "probabilities" ? signature.Classes.Count : 1);
        json.WriteEndArray();
        json.WriteStartArray("data"u8);
        for (var row = 0; row < rows; row++)
        {
            switch (name)
            {
                case "label":
                    json.WriteStringValue(answers.Labels![row]);
                    break;
                case "probabilities":
                    foreach (var p in answers.Probabilities![row])
                    {
                        Number(json, p);
                    }

                    break;
                default:
                    Number(json, answers.Values[row]);
                    break;
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
