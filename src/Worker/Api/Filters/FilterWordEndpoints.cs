using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Api.OpenApi;
using IShowTts.Worker.Hosting.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IShowTts.Worker.Api.Filters;

/// <summary>The user's own words: listed, added, taken out.</summary>
internal static class FilterWordEndpoints
{
    private const int MaxCharacters = 200;
    private const string Blocked = "blocked";
    private const string Allowed = "allowed";

    /// <summary>Maps <c>/api/filters/words</c>.</summary>
    public static void MapFilterWords(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/filters/words", static (FilterWords words) => Show(words)).RequireScope(ApiScope.Read).Gives<WordsBody>();
        routes.MapPost("/api/filters/words", AddAsync).RequireScope(ApiScope.Control).Takes<WordBody>().Gives<WordsBody>();
        routes.MapDelete("/api/filters/words", (HttpContext context, FilterWords words, CancellationToken token) =>
            ChangeAsync(context, words, context.Request.Query["list"].ToString(), context.Request.Query["word"].ToString(), false, token)).RequireScope(ApiScope.Control).Gives<WordsBody>();
    }

    private static async Task<IResult> AddAsync(HttpContext context, FilterWords words, CancellationToken cancellationToken)
    {
        var (body, mistake) = await JsonBody.ReadAsync(context.Request, ApiJsonContext.Default.WordBody, "{\"list\": \"blocked\" or \"allowed\", \"word\": …}", cancellationToken);
        return body is null ? mistake!.ToResult() : await ChangeAsync(context, words, body.List ?? "", body.Word ?? "", true, cancellationToken);
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, FilterWords words, string list, string word, bool isAdded, CancellationToken cancellationToken)
    {
        if (list is not (Blocked or Allowed))
        {
            return Problems.Invalid("list", "list must be blocked or allowed.").ToResult();
        }

        word = word.Trim();
        if (word.Length is 0 or > MaxCharacters || word.Any(char.IsControl))
        {
            return Problems.Invalid("word", $"word must have 1 to {MaxCharacters} characters on one line.").ToResult();
        }

        try
        {
            var (error, wasThere) = await words.ChangeAsync(list == Allowed, word, isAdded, ApiActor.Of(context), cancellationToken);
            if (error is not null)
            {
                return Problems.SettingsInvalid([new ErrorBody("word", error)]).ToResult();
            }

            return isAdded || wasThere ? Show(words) : Problems.NoWord(word).ToResult();
        }
        catch (OverridesException exception)
        {
            return Problems.SettingsNotWritten(exception.Message).ToResult();
        }
    }

    private static JsonHttpResult<WordsBody> Show(FilterWords words) => TypedResults.Json(new WordsBody(words.Blocked, words.Allowed), ApiJsonContext.Default.WordsBody);
}
