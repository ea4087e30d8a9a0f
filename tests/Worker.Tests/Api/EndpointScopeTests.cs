using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Api;
using IShowTts.Worker.Api.Keys;
using Microsoft.AspNetCore.Routing;

namespace IShowTts.Worker.Tests.Api;

/// <summary>Who may call what, in one table. A new endpoint must be added here: so nobody forgets to think about it.</summary>
public class EndpointScopeTests
{
    /// <summary>One line per endpoint: method, path, scope (<c>none</c>: open to all who may connect).</summary>
    private const string Table = """
        GET    /                                 none
        GET    /dashboard/{**name}               none

        GET    /healthz                          read
        GET    /api/status                       read
        GET    /api/events                       read

        GET    /openapi/{documentName}.json      read

        GET    /api/session                      read
        POST   /api/session                      none
        DELETE /api/session                      none
        POST   /api/session/links                admin

        GET    /api/utterances                   read
        GET    /api/utterances/{id}              read
        GET    /api/utterances/{id}/waveform     read
        GET    /api/utterances/waiting           read
        POST   /api/utterances                   speak
        POST   /api/utterances/{id}/approve      control
        POST   /api/utterances/{id}/reject       control
        POST   /api/utterances/{id}/skip         control
        POST   /api/utterances/{id}/hold         control
        POST   /api/filters/try                  control
        GET    /api/filters/words                read
        POST   /api/filters/words                control
        DELETE /api/filters/words                control
        GET    /api/discord                      read
        GET    /api/viewers                      read
        PUT    /api/viewers/{login}              control
        DELETE /api/viewers/{login}              control
        POST   /api/utterances/{id}/move         control
        POST   /api/utterances/{id}/again        control
        POST   /api/utterances/{id}/release      control

        GET    /overlay                          none
        GET    /overlay/{file}                   none
        GET    /overlay/socket                   overlay

        POST   /api/speech/clear                 control
        POST   /api/speech/pause                 control
        POST   /api/speech/resume                control
        POST   /api/speech/skip                  control
        POST   /api/speech/stop                  control

        POST   /api/tts                          admin
        POST   /api/tts/stream                   admin
        POST   /v1/audio/speech                  admin
        GET    /v1/audio/voices                  read
        GET    /v1/models                        read
        GET    /v1/models/{id}                   read
        GET    /api/settings                     read
        PATCH  /api/settings                     admin
        POST   /api/speech/enable                control
        POST   /api/speech/disable               control
        POST   /api/speech/mode                  control

        GET    /api/voices                       read
        POST   /api/voices                       admin
        GET    /api/voices/{name}/clip           admin
        DELETE /api/voices/{name}                admin
        """;

    /// <summary>Method and path of every endpoint.</summary>
    internal static IEnumerable<(string Method, string Path)> Routes =>
        Table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(parts => parts.Length == 3).Select(parts => (parts[0], parts[1]));

    [Fact]
    public async Task Endpoints_OfTheRealHost_NeedTheScopesOfTheTable()
    {
        await using var worker = await WorkerFixture.StartAsync();

        var mapped = worker.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(Describe).Order(StringComparer.Ordinal).ToArray();

        var expected = Table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        mapped.ShouldBe(expected.Where(line => line.Length > 0).Order(StringComparer.Ordinal), ignoreOrder: false, "A new endpoint? Add it to the table, with the scope its callers need.");
    }

    private static IEnumerable<string> Describe(RouteEndpoint endpoint)
    {
        var path = "/" + endpoint.RoutePattern.RawText!.Trim('/');
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"];
        return methods.Select(method => $"{method} {path} {Kebab.Of(ScopeGate.ScopeOf(endpoint, method))}");
    }
}
