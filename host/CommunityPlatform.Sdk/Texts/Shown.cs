using System.Globalization;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Sdk.Texts;

/// <summary>
/// How moments, days, names of states and refusals stand on screen, in the current culture. Formats stand in the module's
/// resources under <c>Format.Moment</c> and <c>Format.Day</c> where it wants its own, otherwise in the SDK's; a day outside the
/// present year takes the format with <c>.OtherYear</c> behind its key.
/// </summary>
public static class Shown
{
    /// <summary>A moment on the communities' wall clock: 2026年11月22日 14:30.</summary>
    public static string Moment(this IStringLocalizer texts, DateTime utc) =>
        ChinaTime.Local(utc).ToString(Format(texts, "Format.Moment", ChinaTime.Day(utc)), CultureInfo.CurrentUICulture);

    /// <summary>A day: 2026年11月22日.</summary>
    public static string Day(this IStringLocalizer texts, DateOnly day) => day.ToString(Format(texts, "Format.Day", day), CultureInfo.CurrentUICulture);

    /// <summary>A format may leave out the year of today; a day of another year shows it.</summary>
    private static string Format(IStringLocalizer texts, string key, DateOnly day) =>
        texts.Word(day.Year == ChinaTime.Day(TimeProvider.System.GetUtcNow().UtcDateTime).Year ? key : key + ".OtherYear");

    /// <summary>From a moment to a moment; on one day the end is only its time: 2026年11月22日 14:30–16:00.</summary>
    public static string Span(this IStringLocalizer texts, DateTime start, DateTime end)
    {
        var to = ChinaTime.Day(start) == ChinaTime.Day(end) ? ChinaTime.Local(end).ToString("HH:mm", CultureInfo.InvariantCulture) : texts.Moment(end);
        return texts.Moment(start) + "–" + to;
    }

    /// <summary>The name of a state, level, form…; its words stand under <c>{Type}.{Value}</c>.</summary>
    public static string Name<T>(this IStringLocalizer texts, T value) where T : struct, Enum => texts[$"{typeof(T).Name}.{value}"];

    /// <summary>What is wrong at a field, or null.</summary>
    public static string? At(this IStringLocalizer texts, Refusal? refusal, string field) => refusal switch
    {
        null => null,
        InvalidFields invalid when invalid.Errors.Of(field).Any() => string.Join(' ', invalid.Errors.Of(field).Select(fault => texts.Fault(fault))),
        InvalidFields => null,
        _ => refusal.Field == field ? texts.Refusal(refusal) : null,
    };

    /// <summary>What stands at the top of a form: the refusal itself, or that fields below need mending.</summary>
    public static string Top(this IStringLocalizer texts, Refusal refusal) =>
        refusal is InvalidFields ? texts.Word("Form.MendFields") : texts.Refusal(refusal);
}
