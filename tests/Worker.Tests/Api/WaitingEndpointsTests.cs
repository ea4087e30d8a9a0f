using System.Net;

namespace IShowTts.Worker.Tests.Api;

public class WaitingEndpointsTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("501")]
    [InlineData("-1")]
    [InlineData("abc")]
    [InlineData("99999999999")]
    public async Task Waiting_WithALimitThatIsNone_SaysWhichAreTaken(string limit)
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.Client.GetAsync($"/api/utterances/waiting?limit={limit}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await ApiHost.ReadAsync(response);
        problem.GetProperty("parameter").GetString().ShouldBe("limit");
        problem.GetProperty("detail").GetString().ShouldBe("limit must be a whole number from 1 to 500.");
    }

    [Fact]
    public async Task Waiting_WithALimit_ListsAsMany()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddAsync(1);
        await host.AddAsync(2);

        (await ApiHost.ReadAsync(await host.Client.GetAsync("/api/utterances/waiting?limit=1"))).GetArrayLength().ShouldBe(1);
        (await ApiHost.ReadAsync(await host.Client.GetAsync("/api/utterances/waiting"))).GetArrayLength().ShouldBe(2);
    }
}
