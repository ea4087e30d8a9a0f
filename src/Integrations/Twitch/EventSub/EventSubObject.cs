using System.Globalization;
using System.Text.Json;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>One JSON object of a message. What is missing or null reads as nothing; what has the wrong type is noted in the message's problem.</summary>
internal readonly struct EventSubObject
{
    private readonly JsonElement _json;
    private readonly EventSubProblem _problem;
    private readonly string _path;

    /// <summary>Looks at an object.</summary>
    /// <param name="json">The object; anything undefined counts as an object without members.</param>
    /// <param name="problem">Takes note of what is wrong.</param>
    /// <param name="path">Where it lies, for people.</param>
    public EventSubObject(JsonElement json, EventSubProblem problem, string path) => (_json, _problem, _path) = (json, problem, path);

    /// <summary>Whether the object is there.</summary>
    public bool Exists => _json.ValueKind == JsonValueKind.Object;

    /// <summary>A text; empty when missing.</summary>
    /// <param name="name">The member.</param>
    public string Text(string name) => TryGet(name, JsonValueKind.String, "a text", out var value) ? value.GetString() ?? "" : "";

    /// <summary>A text that must be there and must not be empty.</summary>
    /// <param name="name">The member.</param>
    public string Needed(string name)
    {
        var text = Text(name);
        if (text.Length == 0) Note(name, "there");
        return text;
    }

    /// <summary>A whole number from 0; 0 when missing.</summary>
    /// <param name="name">The member.</param>
    public int Number(string name)
    {
        if (!TryGet(name, JsonValueKind.Number, "a whole number", out var value)) return 0;
        if (value.TryGetInt32(out var number) && number >= 0) return number;
        Note(name, "a whole number from 0");
        return 0;
    }

    /// <summary>A yes or no; no when missing.</summary>
    /// <param name="name">The member.</param>
    public bool Flag(string name)
    {
        if (!TryGetAny(name, out var value) || value.ValueKind == JsonValueKind.False) return false;
        if (value.ValueKind == JsonValueKind.True) return true;
        Note(name, "true or false");
        return false;
    }

    /// <summary>A time; null when missing or unreadable.</summary>
    /// <param name="name">The member.</param>
    public DateTimeOffset? Time(string name) =>
        DateTimeOffset.TryParse(Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>An object inside; one without members when missing.</summary>
    /// <param name="name">The member.</param>
    public EventSubObject Object(string name) =>
        new(TryGet(name, JsonValueKind.Object, "an object", out var value) ? value : default, _problem, $"{_path}.{name}");

    /// <summary>The objects of an array; none when missing.</summary>
    /// <param name="name">The member.</param>
    public IEnumerable<EventSubObject> Objects(string name)
    {
        if (!TryGet(name, JsonValueKind.Array, "a list", out var list)) yield break;
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object) yield return new EventSubObject(item, _problem, $"{_path}.{name}[]");
            else Note(name, "a list of objects");
        }
    }

    /// <summary>Notes that something about a member is wrong.</summary>
    /// <param name="name">The member.</param>
    /// <param name="expected">What it must be.</param>
    public void Note(string name, string expected) => _problem.Note($"{_path}.{name} must be {expected}");

    private bool TryGet(string name, JsonValueKind kind, string expected, out JsonElement value)
    {
        if (!TryGetAny(name, out value)) return false;
        if (value.ValueKind == kind) return true;
        Note(name, expected);
        return false;
    }

    private bool TryGetAny(string name, out JsonElement value)
    {
        value = default;
        return _json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }
}
