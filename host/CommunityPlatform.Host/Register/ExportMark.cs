using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Texts;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Host.Register;

/// <summary>导出标记 · What every row of a list of people carries when it leaves the house: who took it out, when, and by which act.</summary>
internal static class ExportMark
{
    public static string Of(IStringLocalizer<RegisterTexts> texts, CurrentPerson asker, ActFrame act) => texts["Export.Mark", asker.Name, texts.Moment(act.Now), act.Id.ToString("N")[..8]].Value;
}
