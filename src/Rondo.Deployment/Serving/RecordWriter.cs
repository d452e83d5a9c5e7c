using System.Text.Encodings.Web;
using System.Text.Json;
using Rondo.Bundles;

namespace Rondo.Deployment.Serving;

/// <summary>Writes predictions as records, wrapped as the request was.</summary>
internal sealed class RecordWriter(Signature signature, long version)
{
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("prediction_id");
    private static readonly JsonEncodedText Version = JsonEncodedText.Encode("version");
    private static readonly JsonEncodedText Prediction = JsonEncodedText.Encode("prediction");
    private static readonly JsonEncodedText Label = JsonEncodedText.Encode("label");
    private static readonly JsonEncodedText Probability = JsonEncodedText.Encode("probability");
    private static readonly JsonEncodedText Probabilities = JsonEncodedText.Encode("probabilities");
    private static readonly JsonEncodedText Records = JsonEncodedText.Encode("records");
    private readonly JsonEncodedText[] _classes = [.. signature.Classes.Select(c => JsonEncodedText.Encode(c, JavaScriptEncoder.UnsafeRelaxedJsonEscaping))];

    public void Write(RequestState state, RecordShape shape)
    {
        var json = state.Json;
        if (shape == RecordShape.One)
        {
            One(json, state, 0);
            json.Flush();
            return;
        }

        if (shape == RecordShape.Wrapped)
        {
            json.WriteStartObject();
            json.WritePropertyName(Records);
        }

        json.WriteStartArray();
        for (var row = 0; row < state.Records.Rows; row++)
        {
            One(json, state, row);
        }

        json.WriteEndArray();
        if (shape == RecordShape.Wrapped)
        {
            json.WriteEndObject();
        }

        json.Flush();
    }

    private void One(Utf8JsonWriter json, RequestState state, int row)
    {
        json.WriteStartObject();
        json.WriteString(Id, state.Records.Ids[row]);
        json.WriteNumber(Version, version);
        if (signature.Task is Signature.Regression)
        {
            json.WriteNumber(Prediction, state.Answers.Values[row]);
        }
        else
        {
            json.WriteString(Label, state.Answers.Labels![row]);
            json.WriteNumber(Probability, state.Answers.Values[row]);
        }

        if (state.Answers.Probabilities is { } all)
        {
            json.WriteStartObject(Probabilities);
            for (var k = 0; k < _classes.Length; k++)
            {
                TensorWriter.Number(json, _classes[k], all[row][k]);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
