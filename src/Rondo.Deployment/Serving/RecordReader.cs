using System.Buffers;
using System.Text.Json;
using Rondo.Bundles;
using Rondo.Kernel;

namespace Rondo.Deployment.Serving;

/// <summary>
/// Reads JSON records straight into typed columns: one object, an array of them, or <c>{"records": […]}</c>. Everything that is wrong is
/// found in one look, up to a limit.
/// </summary>
internal sealed class RecordReader
{
    private const string IdField = "prediction_id";
    private readonly Signature _signature;
    private readonly PredictLimits _limits;
    private readonly Utf8Names _fields;
    private readonly Utf8Names?[] _categories;
    private readonly bool _idIsField;

    public RecordReader(Signature signature, PredictLimits limits)
    {
        (_signature, _limits) = (signature, limits);
        _fields = new([.. signature.Inputs.Select(f => f.Name)]);
        _categories = [.. signature.Inputs.Select(f => f.Categories is { Count: > 0 } c ? new Utf8Names(c) : null)];
        _idIsField = _fields.Names.Contains(IdField, StringComparer.Ordinal);
    }

    /// <summary>Reads a body; <paramref name="failures"/> says what is wrong with it.</summary>
    public RecordShape Read(in ReadOnlySequence<byte> body, RecordBuffer to, List<Failure> failures)
    {
        if (body.IsEmpty)
        {
            failures.Add(InputFailures.Malformed("it is empty."));
            return RecordShape.One;
        }

        var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = _limits.Depth });
        try
        {
            return Document(ref json, to, failures);
        }
        catch (JsonException e)
        {
            failures.Add(InputFailures.Malformed($"{e.Message.Split(" LineNumber", 2)[0]} (line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1})."));
            return RecordShape.One;
        }
        catch (InvalidOperationException)
        {
            failures.Add(InputFailures.Malformed("a name in it is no valid Unicode text."));
            return RecordShape.One;
        }
    }

    private RecordShape Document(ref Utf8JsonReader json, RecordBuffer to, List<Failure> failures)
    {
        json.Read();
        var shape = RecordShape.Array;
        if (json.TokenType == JsonTokenType.StartArray)
        {
            if (!Rows(ref json, to, failures))
            {
                return shape;
            }
        }
        else if (json.TokenType == JsonTokenType.StartObject)
        {
            json.Read();
            shape = Object(ref json, to, failures);
        }
        else
        {
            failures.Add(InputFailures.NotARecord(0, Kind(json.TokenType)));
        }

        if (failures.Count < _limits.Errors)
        {
            // throws at anything after the end
            json.Read();
        }

        return shape;
    }

    // The reader stands at the first name of an object, or at its end.
    private RecordShape Object(ref Utf8JsonReader json, RecordBuffer to, List<Failure> failures)
    {
        if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("records"u8))
        {
            var atName = json;
            json.Read();
            if (json.TokenType == JsonTokenType.StartArray)
            {
                if (Rows(ref json, to, failures))
                {
                    Alone(ref json, failures);
                }

                return RecordShape.Wrapped;
            }

            json = atName;
        }

        to.AddRow();
        Fields(ref json, 0, to, failures);
        return RecordShape.One;
    }

    // Nothing but the records is in the object around them.
    private static void Alone(ref Utf8JsonReader json, List<Failure> failures)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.EndObject)
        {
            failures.Add(new("predict.wrapper", $"There is '{Shown(json.GetString())}' beside \"records\".", "Put the fields into the records."));
            for (; json.TokenType != JsonTokenType.EndObject; json.Read())
            {
                json.Skip();
            }
        }
    }

    // False when it stopped before the end.
    private bool Rows(ref Utf8JsonReader json, RecordBuffer to, List<Failure> failures)
    {
        for (json.Read(); json.TokenType != JsonTokenType.EndArray && failures.Count < _limits.Errors; json.Read())
        {
            if (to.Rows == _limits.Rows)
            {
                failures.Clear();
                failures.Add(InputFailures.TooManyRows(_limits.Rows));
                return false;
            }

            if (json.TokenType != JsonTokenType.StartObject)
            {
                failures.Add(InputFailures.NotARecord(to.Rows, Kind(json.TokenType)));
                json.Skip();
                continue;
            }

            to.AddRow();
            json.Read();
            Fields(ref json, to.Rows - 1, to, failures);
        }

        return failures.Count < _limits.Errors;
    }

    private void Fields(ref Utf8JsonReader json, int row, RecordBuffer to, List<Failure> failures)
    {
        for (var guess = 0; json.TokenType == JsonTokenType.PropertyName && failures.Count < _limits.Errors; guess++, json.Read())
        {
            var field = Name(ref json, guess);
            if (field < 0)
            {
                var name = json.GetString()!;
                json.Read();
                if (_idIsField || name is not IdField)
                {
                    failures.Add(InputFailures.UnknownField(row, name, _signature));
                    json.Skip();
                }
                else
                {
                    Id(ref json, row, to, failures);
                }

                continue;
            }

            guess = field;
            if (to.Seen[field] == row + 1)
            {
                failures.Add(InputFailures.Repeated(row, _signature.Inputs[field].Name));
            }

            to.Seen[field] = row + 1;
            json.Read();
            Value(ref json, field, row, to, failures);
        }
    }

    private int Name(ref Utf8JsonReader json, int guess)
    {
        if (!json.HasValueSequence && !json.ValueIsEscaped)
        {
            return _fields.Find(json.ValueSpan, guess);
        }

        var name = json.GetString();
        return _fields.Names is List<string> names ? names.IndexOf(name!) : _fields.Names.ToList().IndexOf(name!);
    }

    private static void Id(ref Utf8JsonReader json, int row, RecordBuffer to, List<Failure> failures)
    {
        var id = json.TokenType == JsonTokenType.String ? json.GetString()! : null;
        if (json.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (id is null || !PredictionId.IsValid(id))
        {
            failures.Add(PredictionId.Bad(id ?? Kind(json.TokenType), row));
            json.Skip();
            return;
        }

        if (to.Ids[^1] is not null)
        {
            failures.Add(InputFailures.Repeated(row, IdField));
        }

        to.Ids[^1] = id;
    }

    private void Value(ref Utf8JsonReader json, int field, int row, RecordBuffer to, List<Failure> failures)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return;
        }

        var input = _signature.Inputs[field];
        switch (input.Type)
        {
            case FieldType.Number or FieldType.Boolean when json.TokenType == JsonTokenType.Number:
                to.Set(field, json.GetDouble());
                break;
            case FieldType.Boolean when json.TokenType is JsonTokenType.True or JsonTokenType.False:
                to.Set(field, json.TokenType == JsonTokenType.True ? 1.0 : 0.0);
                break;
            case FieldType.Text when json.TokenType == JsonTokenType.String:
                Text(ref json, field, row, to, failures);
                break;
            case FieldType.Timestamp when json.TokenType == JsonTokenType.String:
                Time(ref json, field, row, to, failures);
                break;
            default:
                failures.Add(InputFailures.WrongType(row, input, Kind(json.TokenType)));
                json.Skip();
                break;
        }
    }

    // Categories are few and come again: their texts are there already.
    private void Text(ref Utf8JsonReader json, int field, int row, RecordBuffer to, List<Failure> failures)
    {
        if (_categories[field] is { } known && !json.HasValueSequence && !json.ValueIsEscaped && known.Find(json.ValueSpan) is >= 0 and var place)
        {
            to.Set(field, known.Names[place]);
            return;
        }

        try
        {
            to.Set(field, json.GetString());
        }
        catch (InvalidOperationException)
        {
            failures.Add(InputFailures.BadText(row, _signature.Inputs[field].Name));
        }
    }

    private void Time(ref Utf8JsonReader json, int field, int row, RecordBuffer to, List<Failure> failures)
    {
        const int Longest = 64;
        var found = json.HasValueSequence
            ? IsoTime.TryParse(json.ValueSequence.Length <= Longest ? json.ValueSequence.ToArray() : [], out var micros)
            : IsoTime.TryParse(json.ValueSpan, out micros);
        if (found)
        {
            to.Set(field, micros);
        }
        else
        {
            failures.Add(InputFailures.BadTime(row, _signature.Inputs[field].Name));
        }
    }

    private static string Shown(string? name) => name is null ? "" : name.Length > 100 ? name[..100] + "…" : name;

    private static string Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.Null => "null",
        _ => "nothing",
    };
}

/// <summary>How the records were wrapped; the answer is wrapped alike.</summary>
internal enum RecordShape
{
    /// <summary>One object.</summary>
    One,

    /// <summary>An array.</summary>
    Array,

    /// <summary>An object with <c>records</c>.</summary>
    Wrapped,
}
