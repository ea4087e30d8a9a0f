using System.Text.Json;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Api;
using IShowTts.Worker.Api.Keys;
using Microsoft.AspNetCore.Routing;

namespace IShowTts.Worker.Tests.Api;

public class OpenApiTests
{
    [Fact]
    public async Task Document_OfTheRealHost_HasEveryRouteWithItsScopeAndItsErrors()
    {
        await using var worker = await WorkerFixture.StartAsync();
        using var client = new HttpClient { BaseAddress = worker.BaseAddress };

        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json"));

        var paths = document.RootElement.GetProperty("paths");
        foreach (var endpoint in worker.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => !endpoint.RoutePattern.RawText!.StartsWith("/openapi", StringComparison.Ordinal)))
        {
            foreach (var method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods)
            {
                var route = $"{method} {endpoint.RoutePattern.RawText}";
                var path = "/" + endpoint.RoutePattern.RawText!.Replace("**", "", StringComparison.Ordinal).Trim('/');
                paths.TryGetProperty(path, out var item).ShouldBeTrue(route);
                item.TryGetProperty(method.ToLowerInvariant(), out var operation).ShouldBeTrue(route);
                operation.GetProperty("responses").GetProperty("default").GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString()
                    .ShouldBe("#/components/schemas/Problem", route);
                var scope = ScopeGate.ScopeOf(endpoint, method);
                var security = operation.TryGetProperty("security", out var needed) ? needed.GetRawText() : "";
                security.Where(letter => !char.IsWhiteSpace(letter)).ShouldBe(scope == ApiScope.None ? "" : $$"""[{"bearer":["{{Kebab.Of(scope)}}"]}]""", route);
            }
        }

        document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("Problem").GetProperty("properties").GetProperty("type").GetProperty("type").GetString().ShouldBe("string");
        document.RootElement.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("scheme").GetString().ShouldBe("bearer");
    }

    [Fact]
    public async Task Document_OfTwoWorkers_IsTheSameToTheByte()
    {
        await using var one = await WorkerFixture.StartAsync();
        await using var other = await WorkerFixture.StartAsync();
        using var client = new HttpClient();

        var first = await client.GetStringAsync(new Uri(one.BaseAddress, "/openapi/v1.json"));
        var second = await client.GetStringAsync(new Uri(other.BaseAddress, "/openapi/v1.json"));

        second.ShouldBe(first);
        first.ShouldNotContain($":{one.BaseAddress.Port}");
    }
}
