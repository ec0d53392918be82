"""New campaign: four steps from a file of people to a campaign that is being sent."""

from kwtsms_desktop.ui.pages.new_campaign.page import NewCampaignPage

__all__ = ["NewCampaignPage"]
