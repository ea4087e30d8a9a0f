using System.Net;
using IShowTts.Worker.Api.Keys;

namespace IShowTts.Worker.Tests.Api.Security;

/// <summary>Threat: the overlay's address is seen on stream, and its key is tried elsewhere.</summary>
public class OverlayKeyTests
{
    [Fact]
    public async Task Key_InTheHeader_OpensNothingButTheOverlay()
    {
        await using var worker = await RealWorker.StartAsync();
        using var client = worker.Client(worker.NewKey(ApiScope.Overlay));

        foreach (var route in Others(worker))
        {
            using var request = new HttpRequestMessage(route.Method, route.Path);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, route.ToString());
        }
    }

    [Fact]
    public async Task Key_InTheAddressOfAnotherRoute_IsRefusedThoughReadingIsOpen()
    {
        await using var worker = await RealWorker.StartAsync();
        using var client = worker.Client();
        var key = worker.NewKey(ApiScope.Overlay);

        foreach (var route in Others(worker))
        {
            using var request = new HttpRequestMessage(route.Method, $"{route.Path}?key={key}");
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, route.ToString());
            (await response.Content.ReadAsStringAsync()).ShouldNotContain(key);
        }
    }

    [Theory]
    [InlineData("Read")]
    [InlineData("Speak, Control")]
    [InlineData("Admin")]
    public async Task Keys_OfPrograms_DoNotCountInTheAddressOfTheOverlay(string scopes)
    {
        await using var worker = await RealWorker.StartAsync();
        using var client = worker.Client();

        using var response = await client.GetAsync($"/overlay/socket?key={worker.NewKey(Enum.Parse<ApiScope>(scopes))}");

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_InTheAddressOfTheOverlay_DoesNotCount()
    {
        await using var worker = await RealWorker.StartAsync();
        using var client = worker.Client();

        (await client.GetAsync($"/overlay/socket?key={worker.Token}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await client.GetAsync($"/overlay/socket?token={worker.Token}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Key_InTheAddressOfTheOverlay_OpensItAndNothingThatIsWrongDoes()
    {
        await using var worker = await RealWorker.StartAsync();
        using var client = worker.Client();
        var key = worker.NewKey(ApiScope.Overlay);

        using var right = await client.GetAsync($"/overlay/socket?key={key}");
        using var none = await client.GetAsync("/overlay/socket");
        using var wrong = await client.GetAsync($"/overlay/socket?key={key[..^1]}");
        using var twice = await client.GetAsync($"/overlay/socket?key={key}&key={key}");

        // Asked for without an upgrade to a socket: let through, and told so.
        ((int)right.StatusCode).ShouldBeOneOf(400, 426);
        (await right.Content.ReadAsStringAsync()).ShouldNotContain("secret-in-address");
        none.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        twice.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static IEnumerable<Route> Others(RealWorker worker) => worker.Routes.Where(route => route.Scope is not (ApiScope.None or ApiScope.Overlay) && !route.Path.StartsWith("/overlay", StringComparison.Ordinal));
}
