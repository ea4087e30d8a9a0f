using System.Net;
using IShowTts.Worker.Api;
using IShowTts.Worker.Api.Keys;

namespace IShowTts.Worker.Tests.Api.Security;

/// <summary>Threat: a program does more than its key is for.</summary>
public class WrongScopeTests
{
    [Theory]
    [InlineData("Read")]
    [InlineData("Speak")]
    [InlineData("Control")]
    [InlineData("Speak, Control")]
    public async Task Keys_OnEveryRouteBeyondTheirScope_AreForbidden(string given)
    {
        var scopes = Enum.Parse<ApiScope>(given);
        await using var worker = await RealWorker.StartAsync();
        using var client = worker.Client(worker.NewKey(scopes));
        var beyond = worker.Routes.Where(route => (route.Scope & ~ApiScopes.Expand(scopes)) != ApiScope.None).ToArray();
        beyond.ShouldNotBeEmpty();

        foreach (var route in beyond)
        {
            using var request = new HttpRequestMessage(route.Method, route.Path);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, route.ToString());
            (await response.Content.ReadAsStringAsync()).ShouldContain($"--scope {Kebab.Of(route.Scope)}", Case.Sensitive, route.ToString());
        }
    }
}
