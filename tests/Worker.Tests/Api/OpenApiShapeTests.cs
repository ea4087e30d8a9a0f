using System.Globalization;
using System.Text.Json;

namespace IShowTts.Worker.Tests.Api;

/// <summary>The document tells the shape of every body and answer, and tells the truth.</summary>
public sealed class OpenApiShapeTests : IAsyncLifetime
{
    private const string Json = "application/json";

    /// <summary>Changes without a body.</summary>
    private static readonly string[] Bodyless =
    [
        "POST /api/session/links",
        "POST /api/speech/clear", "POST /api/speech/pause", "POST /api/speech/resume", "POST /api/speech/skip", "POST /api/speech/stop", "POST /api/speech/enable", "POST /api/speech/disable",
        "POST /api/utterances/{id}/approve", "POST /api/utterances/{id}/reject", "POST /api/utterances/{id}/skip", "POST /api/utterances/{id}/hold", "POST /api/utterances/{id}/again", "POST /api/utterances/{id}/release",
    ];

    /// <summary>Answers that are no JSON: media type, or empty for none.</summary>
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["GET /api/events"] = "text/event-stream",
        ["POST /api/tts/stream"] = "text/event-stream",
        ["POST /api/tts"] = "audio/wav",
        ["POST /v1/audio/speech"] = "audio/mpeg",
        ["GET /api/voices/{name}/clip"] = "audio/wav",
        ["POST /api/session"] = "",
        ["DELETE /api/session"] = "",
        ["DELETE /api/viewers/{login}"] = "",
        ["DELETE /api/voices/{name}"] = "",
    };

    /// <summary>Pages and what they are made of, a socket, and the document itself.</summary>
    private static readonly string[] Pages = ["GET /", "GET /dashboard/{**name}", "GET /overlay", "GET /overlay/{file}", "GET /overlay/socket", "GET /openapi/{documentName}.json"];

    /// <summary>What the real host is asked, in this order; the body is compared too.</summary>
    private static readonly (string Method, string Path, string? Body)[] Asked =
    [
        ("GET", "/healthz", null),
        ("GET", "/api/session", null),
        ("POST", "/api/session/links", null),
        ("GET", "/api/settings", null),
        ("GET", "/api/filters/words", null),
        ("POST", "/api/filters/try", """{ "text": "hello there", "kind": "chat" }"""),
        ("POST", "/api/speech/pause", null),
        ("POST", "/api/utterances", """{ "text": "hello there" }"""),
        ("GET", "/api/utterances", null),
        ("GET", "/api/utterances/waiting", null),
        ("GET", "/api/status", null),
        ("GET", "/api/voices", null),
        ("PUT", "/api/viewers/{login}", """{ "nickname": "Annie", "isIgnored": true }"""),
        ("GET", "/api/viewers", null),
        ("POST", "/api/speech/mode", """{ "mode": "paid" }"""),
        ("POST", "/api/speech/skip", null),
        ("POST", "/api/speech/clear", null),
        ("GET", "/v1/models", null),
        ("GET", "/v1/audio/voices", null),
    ];

    private WorkerApi api = null!;
    private JsonElement document;

    public async Task InitializeAsync()
    {
        api = await WorkerApi.StartAsync();
        (_, document) = await api.SendAsync(HttpMethod.Get, "/openapi/v1.json");
    }

    public Task DisposeAsync() => api.DisposeAsync().AsTask();

    [Fact]
    public void Document_OfEveryRoute_TellsTheShapeOfItsBodyAndAnswer()
    {
        var routes = EndpointScopeTests.Routes.Select(route => (route.Method, route.Path, Name: $"{route.Method} {route.Path}")).ToArray();
        foreach (var (method, path, name) in routes.Where(route => !Pages.Contains(route.Name, StringComparer.Ordinal)))
        {
            var takes = method is "POST" or "PUT" or "PATCH" && !Bodyless.Contains(name, StringComparer.Ordinal);
            var operation = Operation(method, path);
            operation.TryGetProperty("requestBody", out var body).ShouldBe(takes, name);
            if (takes)
            {
                ShouldTellAShape(body.GetProperty("content").GetProperty(name == "POST /api/voices" ? "multipart/form-data" : Json), name);
            }

            var answer = Success(operation, name);
            if (!Others.TryGetValue(name, out var type))
            {
                ShouldTellAShape(answer.GetProperty("content").GetProperty(Json), name);
            }
            else if (type.Length > 0)
            {
                answer.GetProperty("content").TryGetProperty(type, out _).ShouldBeTrue(name);
            }
            else
            {
                answer.TryGetProperty("content", out _).ShouldBeFalse(name);
            }
        }

        string[] named = [.. Bodyless, .. Others.Keys, .. Pages];
        named.ShouldBeSubsetOf(routes.Select(route => route.Name));
    }

    [Fact]
    public async Task Answers_OfTheRealHost_HaveTheShapesThatTheDocumentTells()
    {
        foreach (var (method, path, body) in Asked)
        {
            await CheckAsync(method, path, body);
        }
    }

    private async Task CheckAsync(string method, string path, string? body)
    {
        var name = $"{method} {path}";
        var operation = Operation(method, path);
        if (body is not null)
        {
            using var sent = JsonDocument.Parse(body);
            Compare(sent.RootElement, operation.GetProperty("requestBody").GetProperty("content").GetProperty(Json).GetProperty("schema"), name);
        }

        var (status, answer) = await api.SendAsync(new HttpMethod(method), path.Replace("{login}", "ann", StringComparison.Ordinal), body);

        status.ShouldBeInRange(200, 299, $"{name}: {answer}");
        operation.GetProperty("responses").TryGetProperty(status.ToString(CultureInfo.InvariantCulture), out var told).ShouldBeTrue(name);
        Compare(answer, told.GetProperty("content").GetProperty(Json).GetProperty("schema"), name);
    }

    private static JsonElement Success(JsonElement operation, string name)
    {
        var successes = operation.GetProperty("responses").EnumerateObject().Where(response => response.Name.StartsWith('2')).ToArray();
        return successes.ShouldHaveSingleItem(name).Value;
    }

    private JsonElement Operation(string method, string path) =>
        document.GetProperty("paths").GetProperty(path).GetProperty(method.ToLowerInvariant());

    /// <summary>An object with fields or values by name, or a list of such.</summary>
    private void ShouldTellAShape(JsonElement content, string name)
    {
        var schema = Resolve(content.GetProperty("schema"));
        schema = schema.TryGetProperty("items", out var items) ? Resolve(items) : schema;
        schema.GetProperty("type").GetString().ShouldBe("object", name);
        (schema.TryGetProperty("properties", out var fields) ? fields.EnumerateObject().Count() : name == "PATCH /api/settings" ? 1 : 0).ShouldBeGreaterThan(0, name);
    }

    /// <summary>Each field is one that the schema names, and has its type; what the schema requires is there.</summary>
    private void Compare(JsonElement value, JsonElement schema, string where)
    {
        schema = Resolve(schema);
        if (value.ValueKind == JsonValueKind.Null || !schema.TryGetProperty("type", out var type))
        {
            return;
        }

        string?[] types = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(name => name.GetString())] : [type.GetString()];
        types.ShouldContain(TypeOf(value, types), where);
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Compare(item, schema.GetProperty("items"), where + "[]");
            }
        }
        else if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var fields))
        {
            foreach (var field in value.EnumerateObject())
            {
                fields.TryGetProperty(field.Name, out var told).ShouldBeTrue($"{where}.{field.Name}");
                Compare(field.Value, told, $"{where}.{field.Name}");
            }

            foreach (var required in schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [])
            {
                value.TryGetProperty(required, out _).ShouldBeTrue($"{where}.{required}");
            }
        }
    }

    private static string TypeOf(JsonElement value, string?[] allowed) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => allowed.Contains("integer") && value.TryGetInt64(out _) ? "integer" : "number",
        _ => "boolean",
    };

    /// <summary>Follows a reference; of "null or that", that.</summary>
    private JsonElement Resolve(JsonElement schema)
    {
        while (true)
        {
            if (schema.TryGetProperty("$ref", out var reference))
            {
                schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
            }
            else if (schema.TryGetProperty("oneOf", out var choices))
            {
                schema = choices.EnumerateArray().Single(choice => !(choice.TryGetProperty("type", out var type) && type.ValueEquals("null")));
            }
            else
            {
                return schema;
            }
        }
    }
}
