using System.Text.Json;
using System.Text.Json.Serialization;

namespace IShowTts.Integrations.Events;

/// <summary>
/// A viewer as JSON: an object with <c>id</c>, <c>login</c>, <c>displayName</c>, <c>roles</c>, <c>isAnonymous</c>, or just a name.
/// What is missing is taken from what is there: the login from the name, the name and the id from the login.
/// </summary>
internal sealed class ViewerJsonConverter : JsonConverter<Viewer>
{
    /// <inheritdoc/>
    public override Viewer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var form = reader.TokenType == JsonTokenType.String
            ? new Form { DisplayName = reader.GetString() ?? "" }
            : ReadForm(ref reader, options) ?? throw new JsonException("viewer must be a name or an object");
        if (form.IsAnonymous) return Viewer.Anonymous;

        var name = form.DisplayName.Trim();
        var login = (form.Login.Length > 0 ? form.Login : name).Trim().ToLowerInvariant();
        if (name.Length == 0) name = login;
        if (name.Length == 0) throw new JsonException("viewer needs login, displayName or isAnonymous");
        if (name.Length > 100 || login.Length > 100) throw new JsonException("viewer has a name of more than 100 characters");
        return new Viewer(form.Id.Length > 0 ? form.Id : login, login, name) { Roles = form.Roles };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Viewer value, JsonSerializerOptions options)
    {
        var form = new Form { Id = value.Id, Login = value.Login, DisplayName = value.DisplayName, Roles = value.Roles, IsAnonymous = value.IsAnonymous };
        JsonSerializer.Serialize(writer, form, options);
    }

    private static Form? ReadForm(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Deserialize<Form>(ref reader, options);
        }
        catch (JsonException exception) when (exception.Path == "$.roles")
        {
            throw new JsonException("viewer.roles is made of subscriber, vip, moderator and broadcaster, with commas between them, or is everyone", exception);
        }
    }

    private sealed record Form
    {
        public string Id { get; init; } = "";

        public string Login { get; init; } = "";

        public string DisplayName { get; init; } = "";

        public ViewerRoles Roles { get; init; }

        public bool IsAnonymous { get; init; }
    }
}
